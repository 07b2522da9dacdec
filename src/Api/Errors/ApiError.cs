namespace RecycledNumbers.Api.Errors;

/// <summary>One way of saying no: what a client's program reads (<paramref name="Code"/>) and what its author reads.</summary>
/// <param name="Code">Stable; never renamed, never reused.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">A few words, the same every time.</param>
/// <param name="Meaning">One sentence for <c>docs/errors.md</c>; the detail of an answer that has nothing better to say.</param>
public sealed record ApiError(string Code, int Status, string Title, string Meaning)
{
    /// <summary>URI of the problem type: where it is documented, on this very server.</summary>
    public string Type => $"/docs/errors#{Code}";
}
