using System.Net;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>A browser without scripts: keeps cookies, follows redirects, and sends the form that a page holds.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(string url, string language = "en")
    {
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    /// <summary>Status of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>Headers of the last answer, of its body too.</summary>
    public ILookup<string, string> Headers { get; private set; } = null!;

    /// <summary>Where the last answer came from, after redirects.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The last page, its entities read.</summary>
    public string Html { get; private set; } = "";

    public Task Open(string path) => Take(client.GetAsync(path));

    /// <summary>Sends a form of the page that is open, with its hidden token.</summary>
    public Task Submit(string action, params (string Name, string Value)[] fields) =>
        Post(action, [("form", Token().Match(Html).Groups["token"].Value), .. fields]);

    /// <summary>Sends what no page of ours has asked for.</summary>
    public Task Post(string action, params (string Name, string Value)[] fields) =>
        Take(client.PostAsync(action, new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)))));

    /// <summary>Asks for a code and enters it.</summary>
    public async Task Enter(string number, Func<Task<string>> code)
    {
        await Open("/my");
        await Submit("/my", ("number", number));
        await Submit("/my/code", ("code", await code()));
    }

    public void Dispose() => client.Dispose();

    private async Task Take(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Status = (int)answer.StatusCode;
        Headers = answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => (h.Key, v))).ToLookup(h => h.Key, h => h.v);
        Path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Html = await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("name=\"form\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
