namespace RecycledNumbers.Api.Requests;

/// <summary>The body of a command that needs none: <c>{}</c>, or no body at all.</summary>
internal sealed record Nothing : IRequestBody;
