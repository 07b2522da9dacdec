using System.Text.RegularExpressions;

namespace RecycledNumbers.Cli.Tests.Documents;

/// <summary>A document whose commands stand in blocks marked <c>sh</c>, to be given one after the other in one shell.</summary>
internal sealed partial class Document(string path)
{
    public string Text { get; } = File.ReadAllText(Repository.File(path));

    /// <summary>All blocks, in order.</summary>
    public string Script => string.Join('\n', Block().Matches(Text).Select(static match => match.Groups["lines"].Value));

    [GeneratedRegex("^```sh\n(?<lines>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
