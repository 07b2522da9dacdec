using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>Equality of what records with arrays in them hold, and a way through JSON and back.</summary>
internal static class Same
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether two states hold the same, but for what is in no event: what is sealed, and subscriptions.</summary>
    public static bool States(NumberState one, NumberState other) =>
        Plain(one) == Plain(other)
        && one.Reminders.SequenceEqual(other.Reminders)
        && one.Forwarding.SequenceEqual(other.Forwarding)
        && one.Inbound.SequenceEqual(other.Inbound)
        && one.Bindings.SequenceEqual(other.Bindings)
        && one.Unbindings.SequenceEqual(other.Unbindings)
        && one.Complaints.Select(c => c with { Words = null }).SequenceEqual(other.Complaints.Select(c => c with { Words = null }))
        && one.Interceptions.SequenceEqual(other.Interceptions)
        && one.Cleared.SequenceEqual(other.Cleared);

    /// <summary>Whether two events hold the same.</summary>
    public static bool Events(NumberEvent one, NumberEvent other) => (one, other) switch
    {
        (Deactivated a, Deactivated b) => a.Reminders.SequenceEqual(b.Reminders) && (a with { Reminders = [] }).Equals(b with { Reminders = [] }),
        (OwnerReminded a, OwnerReminded b) => a.BindingIds.SequenceEqual(b.BindingIds) && (a with { BindingIds = [] }).Equals(b with { BindingIds = [] }),
        (DisclosureGiven a, DisclosureGiven b) => a.Told.Cleared.SequenceEqual(b.Told.Cleared) && a.Told.Residual.SequenceEqual(b.Told.Residual) && a == b with { Told = b.Told with { Cleared = a.Told.Cleared, Residual = a.Told.Residual } },
        _ => one == other,
    };

    public static T ThroughJson<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value, Options), Options)!;

    private static NumberState Plain(NumberState state) => state with
    {
        Tenure = state.Tenure is null ? null : state.Tenure with { Contact = null },
        LeftContacts = null,
        Subscribed = null,
        MadeComplaints = null,
        AskedInterceptions = null,
        Reminders = [],
        Forwarding = [],
        Inbound = [],
        Bindings = [],
        Unbindings = [],
        Cleared = System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty,
    };
}
