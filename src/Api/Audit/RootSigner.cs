using RecycledNumbers.Api.Access;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;

namespace RecycledNumbers.Api.Audit;

/// <summary>Signs roots with the registry's own key, whose public half is in <c>/.well-known/jwks.json</c>, and stays there once it is retired.</summary>
internal sealed class RootSigner(KeyRing keys) : IRootSigner
{
    public string Sign(TreeHead head) => SignedRoot.Sign(head, keys.SigningAlgorithm, keys.Signing.KeyId, hash => keys.SignHash(hash));
}
