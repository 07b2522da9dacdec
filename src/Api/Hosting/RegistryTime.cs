namespace RecycledNumbers.Api.Hosting;

/// <summary>The clock by which numbers live, as the silo registers it (<c>RegistryClock</c>, the same key). A gateway lives on the real one.</summary>
internal static class RegistryTime
{
    internal const string Key = "registry";
}
