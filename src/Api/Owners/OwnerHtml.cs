using System.Net;
using System.Text;

namespace RecycledNumbers.Api.Owners;

/// <summary>The few pages behind links in messages: plain HTML in zh-CN and en, no script, no style, every value encoded.</summary>
internal static class OwnerHtml
{
    /// <summary>Asks before anything changes.</summary>
    internal static IResult Unsubscribe(string language) => language == "zh-CN"
        ? Page(language, "不再提醒", "<p>不再接收关于旧号码的提醒，并删除您留下的联系方式？</p><form method=\"post\"><button>不再提醒</button></form>")
        : Page(language, "No more reminders", "<p>Get no more reminders about the old number, and erase the contact that you left?</p><form method=\"post\"><button>No more reminders</button></form>");

    /// <summary>It is done; also where it was done before.</summary>
    internal static IResult Unsubscribed(string language) => language == "zh-CN"
        ? Page(language, "已退订", "<p>您不会再收到提醒，您留下的联系方式已删除。</p>")
        : Page(language, "Done", "<p>You will get no more reminders. The contact that you left is erased.</p>");

    /// <summary>Display names of the services bound to the number.</summary>
    internal static IResult Services(string language, IReadOnlyCollection<string> names)
    {
        var list = new StringBuilder("<ul>");
        foreach (var name in names) list.Append("<li>").Append(WebUtility.HtmlEncode(name)).Append("</li>");
        list.Append("</ul>");
        return (language, names.Count) switch
        {
            ("zh-CN", 0) => Page(language, "已绑定的服务", "<p>目前没有服务绑定着这个号码。</p>"),
            ("zh-CN", _) => Page(language, "已绑定的服务", $"<p>以下服务绑定着这个号码。销号前，请登录各个服务，换绑其他号码或解除绑定。</p>{list}"),
            (_, 0) => Page(language, "Services bound to this number", "<p>No service is bound to this number.</p>"),
            _ => Page(language, "Services bound to this number", $"<p>These services are bound to this number. Before it is deactivated, log in to each and give it another number, or remove this one.</p>{list}"),
        };
    }

    /// <summary>A link that is none of ours, and one whose time is over, are not told apart.</summary>
    internal static IResult Dead() =>
        Page("zh-CN", "链接无效", "<p>此链接无效或已失效。</p><p lang=\"en\">This link is not valid, or no longer.</p>", StatusCodes.Status404NotFound);

    private static IResult Page(string language, string title, string body, int status = StatusCodes.Status200OK) => Results.Content(
        $"<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>",
        "text/html; charset=utf-8",
        Encoding.UTF8,
        status);
}
