using System.Text.Json;

namespace RecycledNumbers.Cli.Profiles;

/// <summary>A sign-in that is kept: the token and whose it is. The client's secret is not.</summary>
/// <param name="Registry">Where the registry is.</param>
/// <param name="ClientId">Who signed in.</param>
/// <param name="Scope">What the token is for.</param>
/// <param name="Token">The token.</param>
/// <param name="Until">When it ends.</param>
internal sealed record SignIn(Uri Registry, string ClientId, string Scope, string Token, DateTimeOffset Until)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The user's folder for settings: <c>$XDG_CONFIG_HOME/rn</c>, <c>~/.config/rn</c>, or what the system has for it.</summary>
    internal static string Folder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "rn");

    /// <summary>The sign-in of a name, or null.</summary>
    internal static SignIn? Read(string name)
    {
        try
        {
            return File.Exists(PathOf(name)) ? JsonSerializer.Deserialize<SignIn>(File.ReadAllText(PathOf(name)), Json) : null;
        }
        catch (JsonException)
        {
            throw new SignedOutException($"{PathOf(name)} can't be read. Sign in again: rn login.");
        }
    }

    /// <summary>Keeps it: whole or not at all, and for this user only.</summary>
    internal void Keep(string name)
    {
        OwnFiles.MakeFolder(Folder);
        OwnFiles.Write(PathOf(name), JsonSerializer.Serialize(this, Json));
    }

    /// <summary>Forgets it. False: there was none.</summary>
    internal static bool Forget(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }

    /// <summary>Not the token.</summary>
    public override string ToString() => $"{ClientId} at {Registry}";

    private static string PathOf(string name) => name.Length is > 0 and <= 40 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? Path.Combine(Folder, $"{name}.json")
        : throw new UsageException("A profile's name has 1 to 40 letters, digits, - or _.");
}

/// <summary>Files that nobody else may read.</summary>
internal static class OwnFiles
{
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    internal static void Write(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(new FileStream(temporary, options)))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
