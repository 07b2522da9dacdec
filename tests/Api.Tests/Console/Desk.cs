using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>A browser without scripts that shows everything: cookies as they came, redirects not followed. It asks under another name than localhost, so that nobody takes it for whoever sits at the machine.</summary>
internal sealed partial class Desk : IDisposable
{
    private readonly HttpClient client;

    public Desk(string url, string language = "en", string host = "console.test")
    {
        client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        client.DefaultRequestHeaders.Host = host;
    }

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Set-Cookie headers of the last answer.</summary>
    public string[] Set { get; private set; } = [];

    public int Status { get; private set; }

    public string Html { get; private set; } = "";

    public string? Location { get; private set; }

    public string? Policy { get; private set; }

    public Task Open(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Goes where the last answer sent it.</summary>
    public Task Follow() => Open(Location!);

    /// <summary>Sends a form of the page that is open, with its hidden token.</summary>
    public Task Submit(string action, params (string Name, string Value)[] fields) =>
        Post(action, [("form", Hidden("form")), .. fields]);

    /// <summary>Sends what no page of ours has asked for.</summary>
    public Task Post(string action, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))) });

    /// <summary>Looks a number up; its page is open then.</summary>
    public async Task Find(string number)
    {
        await Open("/console");
        await Submit("/console/search", ("q", number));
        if (Status == 302) await Follow();
    }

    /// <summary>Presses what leads to an act; the page that asks for a reason is open then.</summary>
    public Task Ask(string act) => Open(System.Net.WebUtility.HtmlDecode(Regex.Match(Html, $"/console/act/{act}\\?on=[^\"]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value));

    /// <summary>The same, and gives a reason and confirms.</summary>
    public async Task Act(string act, string reason, params (string Name, string Value)[] more)
    {
        await Ask(act);
        await Submit($"/console/act/{act}", [("on", Hidden("on")), ("once", Hidden("once")), ("reason", reason), .. more]);
    }

    public string Hidden(string name) => Regex.Match(Html, $"name=\"{name}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    public void Dispose() => client.Dispose();

    public async Task Send(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            using var answer = await client.SendAsync(request);
            Status = (int)answer.StatusCode;
            Location = answer.Headers.Location?.OriginalString;
            Policy = answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : null;
            Set = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
            foreach (var pair in Set.Select(c => c.Split(';')[0].Split('=', 2)))
            {
                if (pair[1].Length == 0) Cookies.Remove(pair[0]);
                else Cookies[pair[0]] = pair[1];
            }

            Html = await answer.Content.ReadAsStringAsync();
        }
    }
}
