using System.Text;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>A fixed number of shards stored with each row, so that pollers can be added without rewriting rows.</summary>
public static class WakeShard
{
    /// <summary>How many shards there are, for ever.</summary>
    public const int Count = 256;

    /// <summary>The shard of a number: FNV-1a over its ASCII text, folded to one byte. Stored; never change it.</summary>
    public static short Of(string number)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.ASCII.GetBytes(number))
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (short)((hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24)) & 0xFF);
    }
}
