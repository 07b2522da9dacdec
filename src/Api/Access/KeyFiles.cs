namespace RecycledNumbers.Api.Access;

/// <summary>The files of a keys directory: only their owner may read them (directory 0700, files 0600).</summary>
internal static class KeyFiles
{
    internal const string Master = "master.key";
    internal const string Signing = "signing.pem";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the directory and whichever of the files is missing; what is there stays as it is. Returns the files it made.</summary>
    internal static IReadOnlyList<string> Complete(string directory)
    {
        MakeDirectory(directory);
        return [.. new[] { MakeFile(directory, Master, MasterKey.New), MakeFile(directory, Signing, SigningKey.New) }.OfType<string>()];
    }

    internal static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    // Written aside and linked into place, so that two processes that start together never read half a key: one of them wins.
    private static string? MakeFile(string directory, string name, Func<string> content)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path)) return null;

        var aside = Path.Combine(directory, $".{name}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(aside, options)) writer.WriteLine(content());

        try
        {
            File.Move(aside, path, overwrite: false);
            return path;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
            return null;
        }
    }
}
