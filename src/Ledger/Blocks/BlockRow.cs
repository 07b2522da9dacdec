namespace RecycledNumbers.Ledger.Blocks;

/// <summary>A range of numbers that a carrier holds. First and last have the same length and plus sign.</summary>
public sealed record BlockRow(string First, string Last, string Carrier);
