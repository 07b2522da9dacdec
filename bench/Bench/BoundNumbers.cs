using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Bench;

/// <summary>Numbers in service with six bindings, made by real commands through the grains.</summary>
internal static class BoundNumbers
{
    public const int Bindings = 6;

    public static readonly Party Carrier = Party.Carrier("bench");

    public static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"+861380{index:0000000}");

    public static async Task AddCarrier(IHost host)
    {
        var carrier = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICarrierGrain>(Carrier.Id);
        await carrier.Create(new CommandId("create", ""), new CarrierSettings("Bench", CarrierPolicy.Default));
        await carrier.AddBlock(new CommandId("block", ""), new NumberBlock(Number(0), Number(9_999_999)));
    }

    public static async Task Make(IHost host, int count, int inFlight = 200)
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (n, _) =>
        {
            var grain = grains.GetGrain<INumberGrain>(Number(n));
            Accepted(await grain.Assign(new Assign { Id = Id(n, "assign"), Actor = Carrier, Subscriber = Convert.ToBase64String(BitConverter.GetBytes((long)n)) }));
            for (var b = 0; b < Bindings; b++)
            {
                var platform = string.Create(CultureInfo.InvariantCulture, $"platform-{b}");
                Accepted(await grain.Bind(new Bind { Id = Id(n, platform), Actor = Party.Platform(platform), Account = string.Create(CultureInfo.InvariantCulture, $"account-{n:0000000}") }));
            }
        });
    }

    /// <summary>As long as a key that a client makes: a UUID's 36 characters, and a fingerprint as the edge makes it.</summary>
    private static CommandId Id(int number, string what)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}-{what}")));
        return new CommandId(new Guid(hash.AsSpan(0, 16)).ToString(), Convert.ToHexStringLower(hash));
    }

    private static void Accepted(CommandReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"A command was refused: {refusal}.");
        }
    }
}
