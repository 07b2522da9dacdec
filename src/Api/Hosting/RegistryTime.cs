namespace RecycledNumbers.Api.Hosting;

/// <summary>The clock by which numbers live: the key that the grains know as <c>RegistryClock.Key</c>.</summary>
internal static class RegistryTime
{
    internal const string Key = "registry";
}
