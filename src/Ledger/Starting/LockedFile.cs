namespace RecycledNumbers.Ledger.Starting;

/// <summary>A file that one process at a time holds open; however the process ends, it lets go.</summary>
internal static class LockedFile
{
    /// <summary>The file, held; or null: another process holds it.</summary>
    /// <exception cref="IOException">It can't be made at all.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }
    }
}
