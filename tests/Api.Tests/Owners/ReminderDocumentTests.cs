using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary><c>docs/reminders.md</c> shows an e-mail and an SMS as they arrived: at npm's smtp-server, and at an SMS centre behind Kannel.</summary>
[Collection(Alone.Name)]
public sealed partial class ReminderDocumentTests
{
    private const string Heading = "## As they arrived\n";

    [Fact]
    public async Task The_documentation_shows_an_e_mail_and_an_sms_as_they_arrive()
    {
        var missing = await Kannel.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var centre = await NodeServer.Start("smsc.js");
        await using var kannel = await Kannel.Start(centre.Port);
        await using var mail = await NodeServer.Start("smtp.js", """{"authOptional":true,"disabledCommands":["STARTTLS"]}""");
        await using var registry = await OwnerRegistry.Start(
            "--Mail:Host", "127.0.0.1", "--Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--Mail:Security", "None", "--Mail:From", "registry@example.com",
            "--Sms:Url", kannel.Url, "--Sms:User", "registry", "--Sms:Password", "secret", "--Sms:From", "10690000");
        await registry.Deactivate(await registry.Bound(""" "email":"zhou@example.com","language":"en" """));
        var letter = Channels.Read(await mail.Next("zhou@example.com"));
        await registry.Deactivate(await registry.Bound(""" "number":"+8613811114441","language":"zh" """));
        var sms = await centre.Next("+8613811114441");

        var written = $"""
            {Heading}
            As npm's `smtp-server` and an SMS centre behind Kannel received them in `ReminderDocumentTests`, which holds this page against them. Ids and tokens are cut, and the address is the example's.

            ```
            {Still(Told(letter), registry.Url)}
            ```

            ```
            From: {sms["from"]}
            To: {sms["to"]}
            ({sms["parts"]} parts)

            {Still(sms["text"]!.GetValue<string>(), registry.Url)}
            ```

            """;
        var file = Repository.File("docs/reminders.md");
        var document = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        // How the file is written again after a change: RN_WRITE_DOCS=1
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1") await File.WriteAllTextAsync(file, document[..document.IndexOf(Heading, StringComparison.Ordinal)] + written, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldEndWith(written);
    }

    private static string Told(MimeMessage letter)
    {
        var text = new StringBuilder();
        foreach (var header in letter.Headers.Where(static h => h.Id is not (HeaderId.Date or HeaderId.MimeVersion or HeaderId.Received))) text.Append(header.Field).Append(": ").Append(header.Value.Trim()).Append('\n');
        text.Append("Content-Type: ").Append(letter.Body!.ContentType.MimeType).Append("\n\n").Append(letter.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        return text.ToString();
    }

    /// <summary>Without what differs from run to run.</summary>
    private static string Still(string text, string url) => Id().Replace(Token().Replace(text.Replace(url, "https://registry.example.com", StringComparison.Ordinal), "CfDJ8…"), "msg_…");

    [GeneratedRegex(@"CfDJ8[\w-]+", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("msg_[a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
