using System.CommandLine;
using System.Text.Json;

namespace RecycledNumbers.Cli;

/// <summary>Options that take one of the registry's words, spelt as the registry spells them.</summary>
internal static class Choice
{
    internal static Option<string?> Of<T>(string name, string description, bool isRequired = false) where T : struct, Enum
    {
        var option = new Option<string?>(name) { Description = description, Required = isRequired };
        option.AcceptOnlyFromAmong(Names<T>());
        return option;
    }

    /// <summary>The member of a word that was taken.</summary>
    internal static T Member<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);

    internal static T? MemberOrNull<T>(string? word) where T : struct, Enum => word is null ? null : Member<T>(word);

    private static string[] Names<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
