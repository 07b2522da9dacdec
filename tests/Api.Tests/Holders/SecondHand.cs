using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

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
        await registry.Refuse(number, registry.Chat, registry.Ride);
        return number;
    }

    /// <summary>Both platforms have refused to the present holder herself.</summary>
    public static async Task<string> RefusedToHer(this OwnerRegistry registry)
    {
        var number = await registry.Residual();
        var grains = registry.App.Services.GetRequiredService<IGrainFactory>();
        var asked = new UnbindEarlier { Id = new CommandId("holder:test", "holder:test"), Actor = Party.Registry, Generation = 2 };
        (await grains.GetGrain<INumberGrain>(number).UnbindEarlier(asked)).Refusal.ShouldBeNull();
        await registry.Refuse(number, registry.Chat, registry.Ride);
        return number;
    }

    /// <summary>These platforms refuse to unbind what they are asked for.</summary>
    public static async Task Refuse(this OwnerRegistry registry, string number, params HttpClient[] platforms)
    {
        foreach (var platform in platforms)
        {
            var asked = (await platform.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().Single(u => u!["number"]!.GetValue<string>() == number)!;
            await platform.Command("POST", $"/v1/unbindings/{asked["id"]}/outcome", """{"outcome":"refused","reason":"open debts of Zhou"}""").ShouldBe(200);
        }
    }

    /// <summary>The holder of a number, by API: a code to it gives the token.</summary>
    public static async Task<HttpClient> Holder(this Channels channels, string number)
    {
        var registry = channels.Registry;
        await registry.Anonymous.Ask("/v1/me/code", $$"""{"number":"{{number}}","language":"en"}""").ShouldBe(202);
        var token = await (await registry.Anonymous.Ask("/v1/me/token", $$"""{"number":"{{number}}","code":"{{await channels.Code(number)}}"}""").ShouldBe(200)).Json();
        var client = Edge.ClientOf(registry.App);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString()!);
        return client;
    }

    /// <summary>The code that was sent to a number.</summary>
    public static async Task<string> Code(this Channels channels, string number) => Digits().Match((await channels.Sms.Next(number))["text"]!.GetValue<string>()).Value;

    /// <summary>Six digits that are not these.</summary>
    public static string Other(string code) => code == "000000" ? "000001" : "000000";

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
