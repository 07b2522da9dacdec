namespace RecycledNumbers.Silo.Demo;

/// <summary>Tells the story in Chinese or English, and stops it where something differs from what it says.</summary>
internal sealed class Narrator(TextWriter output, bool chinese)
{
    private int chapter;

    public void Chapter(string zh, string en) => output.WriteLine($"\n{++chapter,2}. {(chinese ? zh : en)}");

    public void Say(string zh, string en) => output.WriteLine($"    {(chinese ? zh : en)}");

    /// <summary>A fact that must hold.</summary>
    public void Fact(bool holds, string zh, string en, string found)
    {
        output.WriteLine($"    {(holds ? "✓" : "✗")} {(chinese ? zh : en)}");
        if (!holds)
        {
            throw new StoryDiffersException(chinese ? $"{zh}；实际：{found}" : $"{en}; found: {found}");
        }
    }
}

/// <summary>A step went otherwise than the story tells.</summary>
internal sealed class StoryDiffersException(string message) : Exception(message);
