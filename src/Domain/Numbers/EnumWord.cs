using System.Text.Json;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>A member of an enumeration as it stands in rows, events and answers.</summary>
public static class EnumWord
{
    /// <summary>Its name in camelCase.</summary>
    public static string Of<T>(T member) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
