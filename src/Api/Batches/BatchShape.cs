using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>What rows of one content look like.</summary>
/// <param name="Content">Which.</param>
/// <param name="Scope">Scope of those who may send it.</param>
/// <param name="Columns">Columns of the CSV, which are the fields of the JSON; a dot goes into an object.</param>
/// <param name="Required">The first so many must be there.</param>
/// <param name="Read">Reads a row of JSON.</param>
internal sealed record BatchShape(
    BatchContent Content, string Scope, string[] Columns, int Required, Func<RowJson, ReadOnlyMemory<byte>, (IBatchBody? Body, ApiException? Flaw)> Read)
{
    internal static readonly BatchShape[] All =
    [
        new(BatchContent.Deactivations, Scopes.Numbers, ["number", "reason", "effectiveAt", "nuisance"], 2, Of<DeactivationRow>),
        new(BatchContent.Rnd, Scopes.Numbers, RndReport.Columns, RndReport.Required, static (_, _) => throw new InvalidOperationException("Not JSON.")),
        new(BatchContent.Assignments, Scopes.Numbers,
            ["number", "subscriber", "contractDate", "usage", "contact.consent", "contact.email", "contact.number", "contact.language"], 2, Of<AssignmentRow>),
        new(BatchContent.Forwarding, Scopes.Numbers, ["number", "kind", "target"], 2, Of<ForwardingRow>),
        new(BatchContent.Reinstatements, Scopes.Numbers, ["number", "subscriber"], 2, Of<SubscriberRow>),
        new(BatchContent.Transfers, Scopes.Numbers, ["number", "subscriber"], 2, Of<SubscriberRow>),
        new(BatchContent.Suspensions, Scopes.Numbers, ["number"], 1, Of<NumberRow>),
        new(BatchContent.Resumptions, Scopes.Numbers, ["number"], 1, Of<NumberRow>),
        new(BatchContent.Bindings, Scopes.Bindings, ["number", "account", "category", "boundAt"], 2, Of<BindingRow>),
        new(BatchContent.Unbindings, Scopes.Bindings, ["number", "account"], 2, Of<AccountRow>),
        new(BatchContent.Confirmations, Scopes.Bindings, ["number", "account"], 2, Of<AccountRow>),
    ];

    internal static IEnumerable<string> Names => All.Select(static shape => shape.Name);

    internal string Name => CamelCaseEnums.NameOf(Content.ToString());

    /// <summary>The shape that a caller asks for.</summary>
    /// <exception cref="ApiException">There is none of that name, or it is not for this caller.</exception>
    internal static BatchShape Require(string? name, Caller caller)
    {
        var shape = All.SingleOrDefault(shape => shape.Name == name)
            ?? throw new ApiException(ApiErrors.InvalidParameter, $"Say in the query what the rows are: content={string.Join('|', Names)}.");
        return Scopes.RoleOf(shape.Scope) == caller.Role ? shape : throw new ApiException(ApiErrors.Forbidden, "Rows of this content are not for a party of this kind.");
    }

    private static (IBatchBody? Body, ApiException? Flaw) Of<T>(RowJson json, ReadOnlyMemory<byte> bytes) where T : class, IBatchBody => json.Read<T>(bytes);
}
