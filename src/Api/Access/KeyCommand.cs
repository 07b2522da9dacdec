namespace RecycledNumbers.Api.Access;

/// <summary><c>--generate-keys DIR</c>: the one thing a program does before it is configured.</summary>
public static class KeyCommand
{
    /// <summary>True when the arguments ask for keys; they have then been made, and the program should end.</summary>
    /// <exception cref="StartRefusedException">The directory is not named, or can't be written.</exception>
    public static bool Handled(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count == 0 || arguments[0] != "--generate-keys") return false;
        if (arguments.Count != 2) throw new StartRefusedException("--generate-keys needs one directory.");

        foreach (var file in Generate(arguments[1])) output.WriteLine($"Made {file}");
        output.WriteLine($"Keys are in {Path.GetFullPath(arguments[1])}. Back them up: without master.key the stored references can't be matched again.");
        return true;
    }

    private static IReadOnlyList<string> Generate(string directory)
    {
        try
        {
            return KeyRing.Generate(directory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Keys can't be written to {directory}: {fault.Message}", fault);
        }
    }
}
