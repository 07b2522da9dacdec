namespace RecycledNumbers.Api.Requests;

/// <summary>A request body (or a part of one) whose fields are annotated with what they may hold.</summary>
internal interface IRequestBody
{
    /// <summary>What is wrong between fields, or null. Each field by itself has been found right before.</summary>
    string? Flaw() => null;
}
