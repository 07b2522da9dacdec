using System.Runtime.CompilerServices;
using NSwag;

namespace RecycledNumbers.Camara.Tests;

/// <summary>The published OpenAPI files. They are not ours to commit: read where they are, reported as absent where they are not.</summary>
public static class Published
{
    private const string Absent = "The published CAMARA files are not here: put them in ../shared/standards/camara beside the repository, or name their folder in RN_CAMARA.";

    private static readonly string Folder =
        Environment.GetEnvironmentVariable("RN_CAMARA") ?? Path.Combine(Repository(), "..", "shared", "standards", "camara");

    /// <summary>Skips the test where the files are absent.</summary>
    internal static void Require() => Assert.SkipUnless(Directory.Exists(Folder), Absent);

    internal static async Task<OpenApiDocument> Read(string file) => await OpenApiYamlDocument.FromFileAsync(Path.Combine(Folder, file));

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
