using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>A row of a batch: the body of the single command with its number beside it.</summary>
internal interface IBatchBody : IRequestBody
{
    /// <summary>The row as it is kept: nothing readable of a reference or a contact goes any further.</summary>
    BatchRow AsRow(long line, RowSeals seals);
}

/// <summary>What makes references and contacts unreadable, for one carrier.</summary>
internal sealed record RowSeals(Subscribers Subscribers, Contacts Contacts, string Party)
{
    internal string Hash(string reference) => Subscribers.Hash(Party, reference);
}

internal sealed record DeactivationRow(PhoneNumber Number, Domain.Numbers.DeactivationReason Reason, DateTimeOffset? EffectiveAt = null, bool Nuisance = false) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value, Reason = Reason, EffectiveAt = EffectiveAt, Nuisance = Nuisance };
}

internal sealed record AssignmentRow(
    PhoneNumber Number,
    [property: Text(1, 128)] string Subscriber,
    DateOnly? ContractDate = null,
    Usage Usage = Usage.Residential,
    ContactRequest? Contact = null) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => Contacts.IsThatNumber(Contact, Number)
        ? new() { Line = line, Number = Number.Value, Code = ApiErrors.ContactIsThisNumber.Code }
        : new() { Line = line, Number = Number.Value, Subscriber = seals.Hash(Subscriber), ContractDate = ContractDate, Usage = Usage, Contact = seals.Contacts.Seal(Contact) };
}

internal sealed record SubscriberRow(PhoneNumber Number, [property: Text(1, 128)] string Subscriber) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value, Subscriber = seals.Hash(Subscriber) };
}

internal sealed record NumberRow(PhoneNumber Number) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value };
}

internal sealed record ForwardingRow(PhoneNumber Number, ForwardingKind Kind, PhoneNumber? Target = null) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value, Kind = Kind, Target = Target?.Value };
}

internal sealed record BindingRow(
    PhoneNumber Number,
    [property: Text(1, 128)] string Account,
    [property: Word(Words.Category, Words.CategorySaying, 40)] string? Category = null,
    DateTimeOffset? BoundAt = null) : IBatchBody
{
    string? IRequestBody.Flaw() => ((IRequestBody)new BindRequest(Account, Category, BoundAt)).Flaw();

    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value, Account = Account, Category = Category, BoundAt = BoundAt };
}

internal sealed record AccountRow(PhoneNumber Number, [property: Text(1, 128)] string Account) : IBatchBody
{
    public BatchRow AsRow(long line, RowSeals seals) => new() { Line = line, Number = Number.Value, Account = Account };
}
