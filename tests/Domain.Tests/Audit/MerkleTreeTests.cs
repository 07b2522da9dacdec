using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Domain.Tests.Audit;

public sealed class MerkleTreeTests
{
    /// <summary>Leaves, roots and paths of the reference implementation of RFC 6962.</summary>
    private static readonly string[] Entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static AuditHash[] Known(int size) => [.. Entries.Take(size).Select(static entry => MerkleTree.Leaf(Convert.FromHexString(entry)))];

    private static AuditHash[] Leaves(int size) => [.. Enumerable.Range(0, size).Select(static i => MerkleTree.Leaf([(byte)i, (byte)(i >> 8)]))];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Roots_are_those_of_the_reference_implementation(int size) => MerkleTree.Root(Known(size)).ToString().ShouldBe(Roots[size - 1]);

    [Fact]
    public void A_tree_of_nothing_is_the_hash_of_nothing() => MerkleTree.Root([]).ToString().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    [Theory]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Audit_paths_are_those_of_the_reference_implementation(int place, int size, params string[] path) =>
        MerkleTree.Proof(Known(size), place).Select(static hash => hash.ToString()).ShouldBe(path);

    [Fact]
    public void Every_leaf_of_every_tree_up_to_300_is_proved()
    {
        for (var size = 1; size <= 300; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root(leaves);
            for (var place = 0; place < size; place++)
            {
                MerkleTree.RootOf(leaves[place], place, size, MerkleTree.Proof(leaves, place)).ShouldBe(root);
            }
        }
    }

    [Fact]
    public void Another_leaf_place_size_or_path_proves_nothing()
    {
        for (var size = 2; size <= 40; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root(leaves);
            for (var place = 0; place < size; place++)
            {
                var path = MerkleTree.Proof(leaves, place);
                MerkleTree.RootOf(MerkleTree.Leaf("other"u8), place, size, path).ShouldNotBe(root);
                MerkleTree.RootOf(leaves[place], (place + 1) % size, size, path).ShouldNotBe(root);
                MerkleTree.RootOf(leaves[place], place, size, [.. path.Skip(1)]).ShouldBeNull();
                MerkleTree.RootOf(leaves[place], place, size, [.. path, path[0]]).ShouldBeNull();
                MerkleTree.RootOf(leaves[place], -1, size, path).ShouldBeNull();
                MerkleTree.RootOf(leaves[place], size, size, path).ShouldBeNull();
                MerkleTree.RootOf(leaves[place], place, size, [.. path.Select((hash, i) => i == 0 ? Flipped(hash) : hash)]).ShouldNotBe(root);
            }
        }
    }

    [Fact]
    public void Any_bit_of_any_leaf_changes_the_root()
    {
        var leaves = Leaves(21);
        var root = MerkleTree.Root(leaves);
        for (var place = 0; place < leaves.Length; place++)
        {
            MerkleTree.Root([.. leaves.Select((leaf, i) => i == place ? Flipped(leaf) : leaf)]).ShouldNotBe(root);
            MerkleTree.Root([.. leaves.Where((_, i) => i != place)]).ShouldNotBe(root);
        }

        MerkleTree.Root([leaves[1], leaves[0], .. leaves[2..]]).ShouldNotBe(root);
        MerkleTree.Root([.. leaves, leaves[^1]]).ShouldNotBe(root);
    }

    private static AuditHash Flipped(AuditHash hash)
    {
        var bytes = hash.ToArray();
        bytes[17] ^= 0x10;
        return new AuditHash(bytes);
    }
}
