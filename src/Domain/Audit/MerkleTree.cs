using System.Security.Cryptography;

namespace RecycledNumbers.Domain.Audit;

/// <summary>Merkle trees as RFC 6962, section 2.1, has them: a leaf is hashed behind a zero byte, a node behind a one, so that neither can be passed off as the other.</summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Hash of a leaf.</summary>
    public static AuditHash Leaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        Span<byte> value = stackalloc byte[AuditHash.Size];
        hash.GetHashAndReset(value);
        return new AuditHash(value);
    }

    /// <summary>Hash of a tree over the hashes of its leaves; SHA-256 of nothing where there is none.</summary>
    public static AuditHash Root(IReadOnlyList<AuditHash> leaves)
    {
        if (leaves.Count == 0)
        {
            return AuditHash.Of([]);
        }

        // Pairs level by level, a last one without a neighbour rising as it is: the same tree as splitting at the largest power of two.
        var level = leaves.ToArray();
        for (var count = level.Length; count > 1; count = (count + 1) / 2)
        {
            Rise(level, count);
        }

        return level[0];
    }

    /// <summary>What a leaf needs beside itself to make the root: its audit path, from the leaf upwards.</summary>
    public static IReadOnlyList<AuditHash> Proof(IReadOnlyList<AuditHash> leaves, int place) => Proofs(leaves, [place])[0];

    /// <summary>The same for several leaves, with one walk through the tree.</summary>
    public static IReadOnlyList<IReadOnlyList<AuditHash>> Proofs(IReadOnlyList<AuditHash> leaves, IReadOnlyList<int> places)
    {
        var paths = places.Select(static _ => new List<AuditHash>()).ToArray();
        var at = places.ToArray();
        if (at.Any(place => place < 0 || place >= leaves.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(places), "There is no such leaf.");
        }

        var level = leaves.ToArray();
        for (var count = level.Length; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < at.Length; i++)
            {
                if ((at[i] ^ 1) < count)
                {
                    paths[i].Add(level[at[i] ^ 1]);
                }

                at[i] /= 2;
            }

            Rise(level, count);
        }

        return paths;
    }

    /// <summary>The root that a leaf at a place in a tree of a size makes with its audit path; null where the path can't be that leaf's.</summary>
    public static AuditHash? RootOf(AuditHash leaf, int place, int size, IReadOnlyList<AuditHash> path)
    {
        if (place < 0 || place >= size)
        {
            return null;
        }

        var (hash, used) = (leaf, 0);
        for (var count = size; count > 1; (count, place) = ((count + 1) / 2, place / 2))
        {
            if ((place ^ 1) >= count)
            {
                continue;
            }

            if (used == path.Count)
            {
                return null;
            }

            hash = place % 2 == 0 ? Node(hash, path[used]) : Node(path[used], hash);
            used++;
        }

        return used == path.Count ? hash : null;
    }

    private static void Rise(AuditHash[] level, int count)
    {
        for (var i = 0; i < count / 2; i++)
        {
            level[i] = Node(level[2 * i], level[(2 * i) + 1]);
        }

        if (count % 2 == 1)
        {
            level[count / 2] = level[count - 1];
        }
    }

    private static AuditHash Node(AuditHash left, AuditHash right)
    {
        Span<byte> content = stackalloc byte[1 + (2 * AuditHash.Size)];
        content[0] = NodePrefix;
        left.Write(content[1..]);
        right.Write(content[(1 + AuditHash.Size)..]);
        return AuditHash.Of(content);
    }
}
