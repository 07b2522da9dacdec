using System.Text.RegularExpressions;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>The story's number: 周 had it, with accounts at two platforms that nobody unbound; 小月 has it now.</summary>
internal static partial class SecondHand
{
    /// <summary>A transfer: its clearance asks the platforms at once.</summary>
    public static async Task<string> Transferred(this OwnerRegistry registry)
    {
        var number = await registry.Bound(""" "email":"zhou@example.com" """);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);
        return number;
    }

    /// <summary>Refused by both platforms, so that the accounts are residual and nobody is being asked.</summary>
    public static async Task<string> Residual(this OwnerRegistry registry)
    {
        var number = await registry.Transferred();
        foreach (var platform in new[] { registry.Chat, registry.Ride })
        {
            var asked = (await platform.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().Single(u => u!["number"]!.GetValue<string>() == number)!;
            await platform.Command("POST", $"/v1/unbindings/{asked["id"]}/outcome", """{"outcome":"refused","reason":"open debts"}""").ShouldBe(200);
        }

        return number;
    }

    /// <summary>The code that was sent to a number.</summary>
    public static async Task<string> Code(this Channels channels, string number) => Digits().Match((await channels.Sms.Next(number))["text"]!.GetValue<string>()).Value;

    /// <summary>Six digits that are not these.</summary>
    public static string Other(string code) => code == "000000" ? "000001" : "000000";

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
