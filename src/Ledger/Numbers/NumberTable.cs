using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What is read of numbers one at a time, and what is due.</summary>
internal sealed class NumberTable(Dialect dialect)
{
    public async Task<CommandRow?> FindCommand(string number, string commandId, CancellationToken cancellation)
    {
        var rows = await dialect.Query(
            new("select command_id, fingerprint, generation, at, answer from number_commands where number = @number and command_id = @command",
                ("number", number), ("command", commandId)),
            static r => new CommandRow(r.Text(0), r.Text(1), r.Integer(2), r.Instant(3), r.TextOrNull(4)), cancellation);
        return rows.SingleOrDefault();
    }

    public async Task<IReadOnlyList<EventRow>> ReadEvents(string number, long afterSequence, int limit, CancellationToken cancellation) =>
        await dialect.Query(
            new($"""
                select {dialect.Top} sequence, at, generation, type, actor, cause, data from number_events
                where number = @number and sequence > @after order by sequence {dialect.Limit}
                """, ("number", number), ("after", afterSequence), ("limit", limit)),
            static r => new EventRow(r.Long(0), r.Instant(1), r.Integer(2), r.Text(3), r.Text(4), r.Text(5), r.Text(6)), cancellation);

    public async Task<IReadOnlyList<DueNumber>> ReadDue(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await dialect.Query(
            new(dialect.DueNumbers, ("shards", shards.Distinct().ToArray()), ("now", now), ("limit", limit)),
            static r => new DueNumber(r.Text(0), r.Instant(1)), cancellation);

    /// <summary>A number of another length lies between the two texts as well: the caller's range says which length is meant.</summary>
    public async Task<IReadOnlyList<NumberFacts>> ReadFacts(string first, string last, CancellationToken cancellation)
    {
        var facts = await Facts("number >= @first and number <= @last", [("first", first), ("last", last)], cancellation);
        facts.RemoveAll(f => f.Number.Length != first.Length);
        return facts;
    }

    public async Task<IReadOnlyList<NumberFacts>> ReadFacts(IReadOnlyList<string> numbers, CancellationToken cancellation) =>
        await Facts(dialect.In("number", "@numbers"), [("numbers", numbers.ToArray())], cancellation);

    // Columns that another version of the row left behind say nothing: a silo of the release before and a repair by hand write the record and not them.
    private Task<List<NumberFacts>> Facts(string where, (string Name, object? Value)[] parameters, CancellationToken cancellation) => dialect.Query(
        new($"""
            select number, phase, generation, facts_sequence, covered_since, tenure_since, case when facts_version = version then null else state end
            from numbers where {where}
            """, parameters),
        StoredFacts.Of, cancellation);

    public async Task<int> ForgetAnswers(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        await dialect.Execute(new(dialect.ForgetAnswers, ("before", before), ("limit", limit)), cancellation);

    public async Task<int> ForgetIds(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        await dialect.Execute(new(dialect.ForgetIds, ("before", before), ("limit", limit)), cancellation);
}
