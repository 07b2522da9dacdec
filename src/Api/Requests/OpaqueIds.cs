namespace RecycledNumbers.Api.Requests;

/// <summary>Ids that the registry made.</summary>
internal static class OpaqueIds
{
    /// <summary>Whether a text may be one. Not even looked up otherwise: text of any kind may stand in a path, and ids of this registry are short words.</summary>
    internal static bool MayBe(string id) => id.Length <= 64 && !id.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_");
}
