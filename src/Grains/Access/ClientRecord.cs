using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Grains.Access;

/// <summary>A client as stored.</summary>
[GenerateSerializer, Immutable, Alias("rn.ClientRecord")]
internal sealed record ClientRecord
{
    /// <summary>What is compared with when there is no such client, so that a stranger's id costs the same work as a wrong secret.</summary>
    internal static ClientRecord Nobody { get; } = new();

    [Id(0)] public byte[] Salt { get; init; } = new byte[16];
    [Id(1)] public byte[] SecretHash { get; init; } = new byte[SHA256.HashSizeInBytes];
    [Id(2)] public Role Role { get; init; }
    [Id(3)] public string Party { get; init; } = "";
    [Id(4)] public ImmutableArray<string> Scopes { get; init; } = [];

    internal static ClientRecord From(NewClient client)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new ClientRecord
        {
            Salt = salt,
            SecretHash = Hash(salt, client.Secret),
            Role = client.Role,
            Party = client.Party,
            Scopes = client.Scopes,
        };
    }

    internal bool HasSecret(string secret) => CryptographicOperations.FixedTimeEquals(Hash(Salt, secret), SecretHash);

    // One SHA-256 is enough here and a slow password hash would only be a way to tire the silo out: the secret is 256 random bits,
    // so whoever steals the hash has nothing to guess. The salt keeps two equal secrets from showing as equal.
    private static byte[] Hash(byte[] salt, string secret) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]);
}
