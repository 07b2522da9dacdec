using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Requests;

/// <summary>Text of a length in UTF-16 units, without control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextAttribute(int least, int most) : ValidationAttribute
{
    /// <summary>As a pattern for the OpenAPI document.</summary>
    internal const string Pattern = @"^[^\u0000-\u001f\u007f-\u009f]*$";

    internal int Least { get; } = least;

    internal int Most { get; } = most;

    public override bool IsValid(object? value) =>
        value is null || (value is string text && text.Length >= Least && text.Length <= Most && !text.Any(char.IsControl));

    public override string FormatErrorMessage(string name) => $"give {Least} to {Most} characters without control characters";
}
