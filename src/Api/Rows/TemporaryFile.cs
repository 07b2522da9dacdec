namespace RecycledNumbers.Api.Rows;

/// <summary>Files that last as long as a request. Numbers and accounts lie in them: nobody else on the machine may read them.</summary>
internal static class TemporaryFile
{
    /// <summary>A new one, empty; it goes when it is closed.</summary>
    internal static FileStream Create(string kind)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{kind}-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
