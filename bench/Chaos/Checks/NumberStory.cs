namespace RecycledNumbers.Chaos.Checks;

/// <summary>
/// A number's history read once more, by rules of the harness's own and not by the product's: who had it, what hung on it, and every step that can't be.
/// </summary>
internal sealed class NumberStory
{
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> unbindings = new(StringComparer.Ordinal);
    private DateTimeOffset? frozenUntil;

    /// <summary>Reads it.</summary>
    public NumberStory(string number, IReadOnlyList<StoredEvent> events)
    {
        (Number, Events) = (number, events);
        foreach (var happened in events)
        {
            Read(happened);
        }
    }

    /// <summary>The number.</summary>
    public string Number { get; }

    /// <summary>Its events, in order.</summary>
    public IReadOnlyList<StoredEvent> Events { get; }

    /// <summary>Where it stands in the end.</summary>
    public string Phase { get; private set; } = "available";

    /// <summary>Generation of the present or last tenure.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether somebody has it.</summary>
    public bool Owned => Phase is "inService" or "suspended";

    /// <summary>Tenures that began while another lasted, generations that do not follow each other, ends without a beginning.</summary>
    public List<string> OwnerFlaws { get; } = [];

    /// <summary>Unbindings that took hold of an account of the tenure of that moment.</summary>
    public List<string> TouchedFlaws { get; } = [];

    /// <summary>Releases before the freeze was over.</summary>
    public List<string> EarlyFlaws { get; } = [];

    /// <summary>Messages that must have been queued: kind, party, account, instant.</summary>
    public List<ExpectedMessage> Expected { get; } = [];

    /// <summary>Accounts that hang on it in the end, by binding id.</summary>
    public IReadOnlyDictionary<string, Account> Accounts => accounts;

    /// <summary>The tenure in which each account was bound, accounts that are gone included.</summary>
    public Dictionary<string, int> GenerationOfAccount { get; } = new(StringComparer.Ordinal);

    private void Read(StoredEvent e)
    {
        switch (e.Type)
        {
            case "tenureStarted":
                Begin(e, mayBegin: Phase == "available");
                break;
            case "transferred":
                Begin(e, mayBegin: Phase == "inService");
                break;
            case "reinstated":
                Expect(e, Phase is "frozen" or "available" && Generation > 0);
                Phase = "inService";
                break;
            case "suspended":
                Expect(e, Phase == "inService");
                Phase = "suspended";
                break;
            case "resumed":
                Expect(e, Phase == "suspended");
                Phase = "inService";
                break;
            case "deactivated":
                Expect(e, Owned);
                Phase = "frozen";
                frozenUntil = e.Data.GetProperty("frozenUntil").GetDateTimeOffset();
                TellAll(e, "number.deactivated");
                break;
            case "released":
                Expect(e, Phase == "frozen");
                Phase = "available";
                if (e.At < frozenUntil)
                {
                    EarlyFlaws.Add($"{Number} #{e.Sequence}: released at {e.At:O}, frozen until {frozenUntil:O}");
                }

                break;
            default:
                ReadAccounts(e);
                break;
        }
    }

    private void ReadAccounts(StoredEvent e)
    {
        switch (e.Type)
        {
            case "bindingRegistered":
                var made = e.Data.GetProperty("binding");
                var account = new Account(made.GetProperty("platform").GetString()!, made.GetProperty("account").GetString()!, made.GetProperty("generation").GetInt32());
                accounts[made.GetProperty("id").GetString()!] = account;
                GenerationOfAccount[account.Name] = account.Generation;
                break;
            case "bindingRemoved":
                accounts.Remove(e["bindingId"]);
                break;
            case "unbindingRequested":
                var asked = e.Data.GetProperty("unbinding");
                var binding = asked.TryGetProperty("bindingId", out var id) ? id.GetString() : null;
                unbindings[asked.GetProperty("id").GetString()!] = binding;
                Untouched(e, binding);
                if (binding is not null && accounts.TryGetValue(binding, out var standing))
                {
                    Expected.Add(new ExpectedMessage(Number, "unbinding.requested", "platform:" + standing.Platform, standing.Name, e.At));
                }

                break;
            case "unbindingSettled":
                if (unbindings.GetValueOrDefault(e["unbindingId"]) is { } settled)
                {
                    Untouched(e, settled);
                    if (e["state"] != "refused")
                    {
                        accounts.Remove(settled);
                    }
                }

                break;
        }
    }

    private void Begin(StoredEvent e, bool mayBegin)
    {
        Expect(e, mayBegin);
        var generation = e.Data.GetProperty("generation").GetInt32();
        if (generation != Generation + 1 || e.Generation < generation)
        {
            OwnerFlaws.Add($"{Number} #{e.Sequence}: generation {generation} after {Generation} (row of the event: {e.Generation})");
        }

        Generation = generation;
        Phase = "inService";
        TellAll(e, e.Type == "transferred" ? "number.transferred" : "number.reassigned");
    }

    private void Expect(StoredEvent e, bool holds)
    {
        if (!holds)
        {
            OwnerFlaws.Add($"{Number} #{e.Sequence}: {e.Type} while {Phase}, generation {Generation}");
        }
    }

    private void TellAll(StoredEvent e, string kind) =>
        Expected.AddRange(accounts.Values.Select(a => new ExpectedMessage(Number, kind, "platform:" + a.Platform, a.Name, e.At)));

    private void Untouched(StoredEvent e, string? binding)
    {
        if (Owned && binding is not null && accounts.TryGetValue(binding, out var account) && account.Generation == Generation)
        {
            TouchedFlaws.Add($"{Number} #{e.Sequence}: {e.Type} of {account.Name}, bound in the present tenure {Generation}");
        }
    }
}

/// <summary>A platform's account on a number.</summary>
internal sealed record Account(string Platform, string Name, int Generation);

/// <summary>A message that follows from an event.</summary>
internal sealed record ExpectedMessage(string Number, string Kind, string Party, string Account, DateTimeOffset At);
