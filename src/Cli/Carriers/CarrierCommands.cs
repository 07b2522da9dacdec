using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Carriers;

/// <summary>Carriers and their blocks.</summary>
internal static class CarrierCommands
{
    internal static Verb Build() => new("carrier", "Carriers, their policies and their blocks of numbers.", "rn carrier blocks")
    {
        Add(), Policy(), Block(), Blocks(),
    };

    private static Verb Add()
    {
        var policy = new PolicyOptions();
        var verb = new Verb("add", "Operators: registers a carrier and its API client.", "rn carrier add --id north --name 'North Mobile' --save north.json --profile operator") { Parties.Id, Parties.Name };
        policy.AddTo(verb);
        verb.Add(Parties.Save);
        verb.Add(Root.Key);
        return verb.Does(async call =>
        {
            var registry = call.Registry();
            var body = new CarrierRequest { Id = call.Need(Parties.Id), Name = call.Need(Parties.Name), Policy = policy.Of(call) };
            Parties.Show(call, await call.Command(key => registry.AddCarrierAsync(key, body, call.Cancellation)));
        });
    }

    private static Verb Policy()
    {
        var id = new Argument<string>("id") { Description = "The carrier" };
        var policy = new PolicyOptions();
        var verb = new Verb("policy", "Operators: sets a carrier's policy as a whole; what is left out has its default.", "rn carrier policy north --freeze-days 120 --grace-days 0 --profile operator") { id };
        policy.AddTo(verb);
        verb.Add(Root.Key);
        return verb.Does(async call =>
        {
            var registry = call.Registry();
            var carrier = await call.Command(key => registry.SetCarrierPolicyAsync(call.Need(id), key, policy.Of(call), call.Cancellation));
            call.Screen.Show(carrier, static shown => Screen.Facts(
                ("carrier", shown.Id), ("name", shown.Name), ("freeze days", shown.Policy.FreezeDays), ("grace days", shown.Policy.GraceDays), ("hold limit days", shown.Policy.HoldLimitDays), ("then", shown.Policy.AtHoldLimit),
                ("reminder days", string.Join(", ", shown.Policy.ReminderDays)), ("systems", shown.Policy.Systems), ("time zone", shown.Policy.TimeZone)));
        });
    }

    private static Verb Block()
    {
        var carrier = new Argument<string>("id") { Description = "The carrier" };
        var first = new Option<string>("--first") { Description = "First number", Required = true };
        var last = new Option<string>("--last") { Description = "Last number, included", Required = true };
        return new Verb("block", "Operators: gives a carrier a block of numbers.", "rn carrier block north --first +8613900000000 --last +8613900099999 --profile operator") { carrier, first, last, Root.Key }.Does(async call =>
        {
            var registry = call.Registry();
            var body = new BlockRequest { Carrier = call.Need(carrier), First = call.Need(first), Last = call.Need(last) };
            var given = await call.Command(key => registry.AddBlockAsync(key, body, call.Cancellation));
            call.Screen.Show(given, static shown => Screen.Facts(("carrier", shown.Carrier), ("first", shown.First), ("last", shown.Last)));
        });
    }

    private static Verb Blocks() => new Verb("blocks", "Carriers: the blocks that you hold.", "rn carrier blocks") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<BlockAnswer>(async (after, limit) => await registry.ListBlocksAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default, ("first", static b => b.First), ("last", static b => b.Last));
    });

    /// <summary>A policy as options.</summary>
    private sealed class PolicyOptions
    {
        private readonly Option<int> freeze = Whole.Within(new Option<int>("--freeze-days") { Description = "Days that its numbers rest, 0 to 730; the country's minimum holds where it is longer" }, 0, 730);
        private readonly Option<int> grace = Whole.Within(new Option<int>("--grace-days") { Description = "Days between deactivation and the first unbinding request, 0 to 30", DefaultValueFactory = static _ => 3 }, 0, 30);
        private readonly Option<int> hold = Whole.Within(new Option<int>("--hold-days") { Description = "Days that a number is held beyond its freeze, 1 to 365", DefaultValueFactory = static _ => 30 }, 1, 365);
        private readonly Option<string?> then = Choice.Of<PolicyRequestAtHoldLimit>("--at-hold-limit", "What happens then; release unless said");
        private readonly Option<int[]> reminders = new("--reminder-day") { Description = "A day after deactivation on which the previous owner is reminded again; 30 and 75 unless said", Arity = ArgumentArity.ZeroOrMore };
        private readonly Option<string[]> systems = new("--system") { Description = "One of its own systems that must be cleared, such as voicemail", Arity = ArgumentArity.ZeroOrMore };
        private readonly Option<string> zone = new("--time-zone") { Description = "Time zone of its own systems' deadlines", DefaultValueFactory = static _ => "Asia/Shanghai" };

        internal void AddTo(Verb verb)
        {
            foreach (var option in new Option[] { freeze, grace, hold, then, reminders, systems, zone })
            {
                verb.Add(option);
            }
        }

        internal PolicyRequest Of(Call call) => new()
        {
            FreezeDays = call.Get(freeze),
            GraceDays = call.Get(grace),
            HoldLimitDays = call.Get(hold),
            AtHoldLimit = Choice.MemberOrNull<PolicyRequestAtHoldLimit>(call.Get(then)) ?? PolicyRequestAtHoldLimit.Release,
            ReminderDays = call.Get(reminders) is { Length: > 0 } days ? days : null,
            Systems = call.Get(systems) is { Length: > 0 } names ? names : null,
            TimeZone = call.Get(zone)!,
        };
    }
}
