namespace RecycledNumbers.Ledger.Starting;

/// <summary>Which registry and cluster a process belongs to. The first to start on a database writes it there; all others must have the same.</summary>
/// <param name="ServiceId"><c>Cluster:ServiceId</c>.</param>
/// <param name="ClusterId"><c>Cluster:ClusterId</c>.</param>
/// <param name="KeysFingerprint">Tells one master key from another and says nothing about it.</param>
public sealed record RegistryIdentity(string ServiceId, string ClusterId, string KeysFingerprint);
