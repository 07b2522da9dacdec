using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Bench.Wakes;

/// <summary>Frozen numbers in any amount: one is led to its freeze by the product, and its record is copied under other numbers with other ends of freeze.</summary>
internal sealed class FrozenNumbers(string database, NumberState model)
{
    private const string ModelNumber = "+8613800000000";
    private static readonly Party Carrier = Party.Carrier("bench");

    /// <summary>End of the model's freeze.</summary>
    public DateTimeOffset FrozenUntil { get; } = model.FrozenUntil!.Value;

    /// <summary>Assigns a number, deactivates it, and lets everything but the end of its freeze fall due.</summary>
    public static async Task<FrozenNumbers> Make(IHost silo, PlayedClock clock, string database)
    {
        var grains = silo.Services.GetRequiredService<IGrainFactory>();
        var carrier = grains.GetGrain<ICarrierGrain>(Carrier.Id);
        await carrier.Create(new CommandId("create", ""), new CarrierSettings("Bench", CarrierPolicy.Default));
        await carrier.AddBlock(new CommandId("model", ""), new NumberBlock(ModelNumber, "+8613809999999"));
        await carrier.AddBlock(new CommandId("due", ""), new NumberBlock("+8613700000000", "+8613709999999"));
        var number = grains.GetGrain<INumberGrain>(ModelNumber);
        Accepted(await number.Assign(new Assign { Id = new CommandId("assign", ""), Actor = Carrier, Subscriber = "bench" }));
        Accepted(await number.Deactivate(new Deactivate { Id = new CommandId("deactivate", ""), Actor = Carrier, Reason = RecycledNumbers.Domain.Numbers.DeactivationReason.Voluntary }));
        clock.Play(clock.GetUtcNow().AddDays(80), 1);
        await number.Wake();
        var row = await silo.Services.GetRequiredService<ILedger>().Load(ModelNumber);
        var model = NumberFormat.Read(row!.State);
        return model.NextDue() == model.FrozenUntil ? new(database, model) : throw new InvalidOperationException("Something besides the end of the freeze is still due at the model.");
    }

    /// <summary>A number by its place in a block of ten million.</summary>
    public static string Number(string block, int index) => block + index.ToString("0000000", CultureInfo.InvariantCulture);

    /// <summary>Copies the model under the numbers <paramref name="from"/> to <paramref name="to"/> (exclusive) of a block.</summary>
    public async Task Copy(string block, int from, int to, Func<int, DateTimeOffset> frozenUntil)
    {
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync();
        await using (var rows = await connection.BeginBinaryImportAsync(
            "copy numbers (number, version, state, phase, carrier, generation, wake_shard, wake_at, changed_at, facts_version, facts_sequence, covered_since, tenure_since) from stdin (format binary)"))
        {
            for (var i = from; i < to; i++)
            {
                var state = model with { Number = Number(block, i), FrozenUntil = frozenUntil(i) };
                await rows.StartRowAsync();
                await rows.WriteAsync(state.Number, NpgsqlDbType.Text);
                await rows.WriteAsync(1L, NpgsqlDbType.Bigint);
                await rows.WriteAsync(NumberFormat.Write(state), NpgsqlDbType.Text);
                await rows.WriteAsync("frozen", NpgsqlDbType.Text);
                await rows.WriteAsync(Carrier.Id, NpgsqlDbType.Text);
                await rows.WriteAsync(state.Tenure!.Generation, NpgsqlDbType.Integer);
                await rows.WriteAsync(WakeShard.Of(state.Number), NpgsqlDbType.Smallint);
                await rows.WriteAsync(state.NextDue()!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(model.Tenure!.Ended!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(1L, NpgsqlDbType.Bigint);
                await rows.WriteAsync(state.Sequence, NpgsqlDbType.Bigint);
                await rows.WriteAsync(state.CoveredSince!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(state.Tenure!.Since.UtcDateTime, NpgsqlDbType.TimestampTz);
            }

            await rows.CompleteAsync();
        }

        await using var analyze = new NpgsqlCommand("vacuum analyze numbers", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    private static void Accepted(CommandReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The model was refused: {refusal}.");
        }
    }
}
