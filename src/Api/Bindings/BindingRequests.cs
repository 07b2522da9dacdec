using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Api.Bindings;

/// <param name="Account">The platform's own account, opaque here.</param>
/// <param name="Category">Category of the account, for counts; the platform's own unless said.</param>
/// <param name="BoundAt">When the account was bound; now unless said.</param>
internal sealed record BindRequest(
    [property: Text(1, 128)] string Account,
    [property: Word(Words.Category, Words.CategorySaying, 40)] string? Category = null,
    DateTimeOffset? BoundAt = null) : IRequestBody
{
    // A category of that name would be left out of what a buyer is told.
    string? IRequestBody.Flaw() => Category == Unbinding.CarrierSystem ? $"category: {Unbinding.CarrierSystem} is the registry's own; give another." : null;
}

/// <summary>A registered account.</summary>
/// <param name="BindingId">Opaque id.</param>
/// <param name="TenureToken">Store it: <c>POST /v1/checks</c> tells later whether the owner is still the same.</param>
/// <param name="Action"><c>seal</c>: an account of an earlier tenure still hangs there.</param>
internal sealed record BindAnswer(string BindingId, string? TenureToken, BindAction Action)
{
    internal static BindAnswer Of(BindingAnswer binding, Party party, string number, TenureTokens tokens) =>
        new(binding.BindingId, tokens.For(party, number, binding.Generation), binding.Seal ? BindAction.Seal : BindAction.None);
}

/// <summary>What the platform must do.</summary>
internal enum BindAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Seal its account of an earlier tenure.</summary>
    Seal,
}

/// <param name="Items">1 to 1000 accounts.</param>
internal sealed record ConfirmRequest([property: Length(1, 1000, ErrorMessage = "give 1 to 1000 items")] ConfirmItem[] Items) : IRequestBody;

/// <param name="Number">E.164 with its plus sign.</param>
/// <param name="Account">The platform's own account.</param>
internal sealed record ConfirmItem([property: Text(1, 32)] string Number, [property: Text(1, 128)] string Account) : IRequestBody;

/// <summary>What became of each item, in order.</summary>
internal sealed record ConfirmAnswer(ConfirmResult[] Items);

/// <summary>What became of one item: a result, or the code of the error that it would have been alone.</summary>
internal sealed record ConfirmResult(
    string Number,
    string Account,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code);
