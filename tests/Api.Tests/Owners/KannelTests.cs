using System.Globalization;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>SMS through the real Kannel to an SMS centre that is not ours.</summary>
[Collection(Alone.Name)]
public sealed class KannelTests
{
    [Fact]
    public async Task Messages_arrive_whole_in_both_languages_and_their_reports_come_back()
    {
        var missing = await Kannel.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var centre = await NodeServer.Start("smsc.js");
        await using var kannel = await Kannel.Start(centre.Port);
        await using var registry = await OwnerRegistry.Start("--Sms:Url", kannel.Url, "--Sms:User", "registry", "--Sms:Password", "secret", "--Sms:From", "10690000");

        var chinese = await registry.Bound(""" "number":"+8613811114441","language":"zh" """);
        await registry.Deactivate(chinese);
        var zh = await centre.Next("+8613811114441");
        var english = await registry.Bound(""" "number":"+8613811114442","language":"en" """);
        await registry.Deactivate(english);
        var en = await centre.Next("+8613811114442");
        var lost = await registry.Bound(""" "number":"+8613811110000","language":"en" """);
        await registry.Deactivate(lost);
        await centre.Next("+8613811110000");

        zh["text"]!.GetValue<string>().ShouldStartWith($"您的旧号码{PhoneNumber.Mask(chinese)}仍绑定着：微聊 <Chat>、Ride & Go。请尽快登录换绑。已换绑或退订：{registry.Url}/owner/accounts/");
        zh["coding"]!.GetValue<int>().ShouldBe(8);
        zh["from"]!.GetValue<string>().ShouldBe("10690000");
        en["text"]!.GetValue<string>().ShouldStartWith($"Your old number {PhoneNumber.Mask(english)} is still held by: 微聊 <Chat>, Ride & Go. Log in and change it. Done, or no more reminders: {registry.Url}/owner/accounts/");
        // The centre may report a message before its lane has noted that it is sent.
        (await registry.Messages(chinese, 2)).ShouldBe(["sms sent", "sms delivered"], ignoreOrder: true);
        (await registry.Messages(english, 2)).ShouldBe(["sms sent", "sms delivered"], ignoreOrder: true);
        var ofLost = await registry.Messages(lost, 3);
        ofLost.ShouldBe(["sms sent", "sms bounced", "none unreachable"], ignoreOrder: true);
        ofLost.Where(static message => message != "sms sent").ShouldBe(["sms bounced", "none unreachable"]);
        Keep("sms.zh-CN.txt", zh["text"]!.GetValue<string>() + string.Create(CultureInfo.InvariantCulture, $"\n({zh["parts"]} parts)"));
        Keep("sms.en.txt", en["text"]!.GetValue<string>() + string.Create(CultureInfo.InvariantCulture, $"\n({en["parts"]} parts)"));
    }

    // For docs/reminders.md: what arrived, where somebody asks for it.
    private static void Keep(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("RN_KEEP_MESSAGES") is { } folder) File.WriteAllText(Path.Combine(folder, name), text);
    }
}
