using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Numbers;

/// <summary>One number: what is known of it, and what its carrier (or an operator) does with it.</summary>
internal static class NumberCommands
{
    private static readonly Argument<string> Number = new("number") { Description = "The number, such as +8613800100001" };
    private static readonly Option<string> Subscriber = new("--subscriber") { Description = "The carrier's own reference of the subscriber", Required = true };

    internal static Verb Build() => new("number", "One number: look at it, and change it.", "rn number show +8613800100001")
    {
        Show(), History(), Disclosed(), Linked(),
        Assign(), Suspend(), Resume(), Deactivate(), Announce(), Reinstate(), Transfer(), Port(), Forward(), Release(), ExtendHold(),
    };

    private static Verb Show() => new Verb("show", "Its phase, tenure, forwarding and clearance.", "rn number show +8613800100001", "rn number show +8613800100001 --json") { Number }
        .Does(async call => call.Screen.Show(await call.Registry().ReadNumberAsync(call.Need(Number), call.Cancellation), NumberViews.Whole));

    private static Verb History() => new Verb("history", "What happened to it, and by whom.", "rn number history +8613800100001", "rn number history +8613800100001 --limit 1000 --json") { Number, Root.Limit }
        .Does(async call =>
        {
            var registry = call.Registry();
            await call.List<EventAnswer>(
                async (after, limit) => await registry.ReadNumberEventsAsync(call.Need(Number), after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
                ("#", static e => e.Sequence), ("at", static e => e.At), ("event", static e => e.Type), ("by", static e => e.Actor), ("data", static e => e.Data.ToString()));
        });

    private static Verb Disclosed() => new Verb("disclosure", "What a buyer is told of it.", "rn number disclosure +8613800100001") { Number }
        .Does(async call => call.Screen.Show(await call.Registry().ReadDisclosureAsync(call.Need(Number), call.Cancellation), NumberViews.Disclosed));

    private static Verb Linked() => new Verb("linked", "How many accounts hang on it, for the subscriber whose it is.", "rn number linked +8613800100001 --subscriber customer-1") { Number, Subscriber }
        .Does(async call => call.Screen.Show(
            await call.Registry().ReadLinkedAccountsAsync(call.Need(Number), new SubscriberRequest { Subscriber = call.Need(Subscriber) }, call.Cancellation),
            static linked => Screen.Facts(("number", linked.Number), ("accounts", linked.Total), ("by category", linked.Counts))));

    private static Verb Assign()
    {
        var contract = new Option<DateOnly?>("--contract-date") { Description = "Day of the contract; today unless said" };
        var usage = Choice.Of<AssignRequestUsage>("--usage", "What for");
        var mail = new Option<string?>("--contact-email") { Description = "Where the subscriber can be reminded once the number is lost" };
        var other = new Option<string?>("--contact-number") { Description = "Or another number of theirs" };
        var language = new Option<string?>("--contact-language") { Description = "In which language (BCP 47)" };
        var consent = new Option<bool>("--consent") { Description = "The subscriber agreed to be reminded there; a contact is not taken without" };
        return Change("assign", "Gives it to a subscriber, and says what the subscriber must be told.",
            ["rn number assign +8613800100001 --subscriber customer-1", "rn number assign +8613800100001 --subscriber customer-1 --contact-email zhou@example.com --consent"],
            [Subscriber, contract, usage, mail, other, language, consent],
            async (call, registry, key) =>
            {
                var hasContact = call.Get(mail) is not null || call.Get(other) is not null;
                var body = new AssignRequest
                {
                    Subscriber = call.Need(Subscriber),
                    ContractDate = call.Get(contract),
                    Usage = Choice.MemberOrNull<AssignRequestUsage>(call.Get(usage)) ?? AssignRequestUsage.Residential,
                    Contact = hasContact ? new ContactRequest { Email = call.Get(mail), Number = call.Get(other), Language = call.Get(language), Consent = call.Get(consent) } : null,
                };
                return await registry.AssignNumberAsync(call.Need(Number), key, body, call.Get(Root.Expect), call.Cancellation);
            },
            NumberViews.Assigned);
    }

    private static Verb Suspend() => Change("suspend", "Stops service. The number keeps its owner; nothing is unbound.", ["rn number suspend +8613800100001"], [],
        static (call, registry, key) => registry.SuspendNumberAsync(call.Need(Number), key, call.Get(Root.Expect), new Nothing(), call.Cancellation), NumberViews.Whole);

    private static Verb Resume() => Change("resume", "Service goes on.", ["rn number resume +8613800100001"], [],
        static (call, registry, key) => registry.ResumeNumberAsync(call.Need(Number), key, call.Get(Root.Expect), new Nothing(), call.Cancellation), NumberViews.Whole);

    private static Verb Deactivate()
    {
        var reason = Choice.Of<DeactivationReason>("--reason", "Why", isRequired: true);
        var effective = new Option<DateTimeOffset?>("--effective-at") { Description = "When it ended, with its offset, at most 31 days ago; now unless said" };
        var nuisance = new Option<bool>("--nuisance") { Description = "The number drew nuisance calls; some countries let it rest longer" };
        return Change("deactivate", "Ends the tenure: the freeze begins, platforms are told, and clearance starts.", ["rn number deactivate +8613800100001 --reason voluntary"], [reason, effective, nuisance],
            (call, registry, key) => registry.DeactivateNumberAsync(call.Need(Number), key,
                new DeactivateRequest { Reason = Choice.Member<DeactivationReason>(call.Need(reason)!), EffectiveAt = call.Get(effective), Nuisance = call.Get(nuisance) }, call.Get(Root.Expect), call.Cancellation),
            NumberViews.Whole);
    }

    private static Verb Announce()
    {
        var date = new Option<DateOnly>("--date") { Description = "The day", Required = true };
        return Change("announce", "Tells the present owner, by SMS, when it will be deactivated.", ["rn number announce +8613800100001 --date 2027-01-31"], [date],
            (call, registry, key) => registry.AnnounceDeactivationAsync(call.Need(Number), key, new NoticeRequest { Date = call.Need(date) }, call.Get(Root.Expect), call.Cancellation),
            static announced => Screen.Facts(("number", announced.Number), ("will be deactivated", announced.Date)));
    }

    private static Verb Reinstate() => Change("reinstate", "Gives it back to the subscriber of its last tenure.", ["rn number reinstate +8613800100001 --subscriber customer-1"], [Subscriber],
        static (call, registry, key) => registry.ReinstateNumberAsync(call.Need(Number), key, new SubscriberRequest { Subscriber = call.Need(Subscriber) }, call.Get(Root.Expect), call.Cancellation), NumberViews.Whole);

    private static Verb Transfer() => Change("transfer", "Gives it to another subscriber at once, with no freeze.", ["rn number transfer +8613800100001 --subscriber customer-2"], [Subscriber],
        static (call, registry, key) => registry.TransferNumberAsync(call.Need(Number), key, new SubscriberRequest { Subscriber = call.Need(Subscriber) }, call.Get(Root.Expect), call.Cancellation), NumberViews.Whole);

    private static Verb Port()
    {
        var to = new Option<string>("--to") { Description = "Id of the receiving carrier", Required = true };
        var subscriber = new Option<string?>("--subscriber") { Description = "The receiving carrier's reference of the same subscriber" };
        return Change("port", "Moves it to another carrier. The owner stays; nothing is unbound.", ["rn number port +8613800100001 --to other-mobile"], [to, subscriber],
            (call, registry, key) => registry.PortNumberAsync(call.Need(Number), key, new PortRequest { ToCarrier = call.Need(to), Subscriber = call.Get(subscriber) }, call.Get(Root.Expect), call.Cancellation), NumberViews.Whole);
    }

    private static Verb Forward()
    {
        var kind = Choice.Of<Kind>("--kind", "When", isRequired: true);
        var target = new Option<string?>("--to") { Description = "Number that calls are forwarded to; without it the forwarding is cleared" };
        return Change("forward", "Sets or clears a forwarding.", ["rn number forward +8613800100001 --kind busy --to +8613800100002", "rn number forward +8613800100001 --kind busy"], [kind, target],
            (call, registry, key) => call.Get(target) is { } to
                ? registry.SetForwardingAsync(call.Need(Number), Choice.Member<Kind>(call.Need(kind)!), key, new ForwardingRequest { Target = to }, call.Get(Root.Expect), call.Cancellation)
                : registry.ClearForwardingAsync(call.Need(Number), Choice.Member<Kind2>(call.Need(kind)!), key, call.Get(Root.Expect), call.Cancellation),
            NumberViews.Whole);
    }

    private static Verb Release()
    {
        var reason = new Option<string>("--reason") { Description = "Why before its clearance is done; stands in its history", Required = true };
        return Change("release", "Operators: lets a held number be sold although its clearance is not done.", ["rn number release +8613800100001 --reason 'platform has closed down'"], [reason],
            (call, registry, key) => registry.ReleaseNumberAsync(call.Need(Number), key, new ReleaseRequest { Reason = call.Need(reason) }, call.Get(Root.Expect), call.Cancellation), NumberViews.Whole);
    }

    private static Verb ExtendHold()
    {
        var until = new Option<DateTimeOffset>("--until") { Description = "The new limit, with its offset: later than the present one, at most 365 days from now", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it waits longer; stands in its history", Required = true };
        return Change("extend-hold", "Operators: has a held number wait longer for its clearance.", ["rn number extend-hold +8613800100001 --until 2027-03-01T00:00:00+08:00 --reason 'the bank needs longer'"], [until, reason],
            (call, registry, key) => registry.ExtendHoldAsync(call.Need(Number), key, new ExtendHoldRequest { Until = call.Need(until), Reason = call.Need(reason) }, call.Get(Root.Expect), call.Cancellation), NumberViews.Whole);
    }

    private static Verb Change<T>(string name, string description, string[] examples, Option[] options, Func<Call, RegistryClient, string, Task<T>> give, Func<T, Spectre.Console.Rendering.IRenderable> view)
    {
        var verb = new Verb(name, description, examples) { Number };
        foreach (var option in options)
        {
            verb.Add(option);
        }

        verb.Add(Root.Expect);
        verb.Add(Root.Key);
        return verb.Does(async call =>
        {
            var registry = call.Registry();
            call.Screen.Show(await call.Command(key => give(call, registry, key)), view);
        });
    }
}
