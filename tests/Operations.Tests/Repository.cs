namespace RecycledNumbers.Operations.Tests;

/// <summary>Files of the working copy.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "RecycledNumbers.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
