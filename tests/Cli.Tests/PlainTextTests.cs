using RecycledNumbers.Cli.Screens;

namespace RecycledNumbers.Cli.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Acme 周 é 😀 [red]", "Acme 周 é 😀 [red]")]
    [InlineData("\u001B[31mred", "\\u001B[31mred")]
    [InlineData("a\u009B1m\u0007\u007F", "a\\u009B1m\\u0007\\u007F")]
    [InlineData("a\r\nb\tc\u2028\u2029", "a\\u000D\\u000Ab\\u0009c\\u2028\\u2029")]
    [InlineData("\u202Egpj.exe\u2066\u200B\uFEFF", "\\u202Egpj.exe\\u2066\\u200B\\uFEFF")]
    [InlineData("\U000E0041x", "\\uDB40\\uDC41x")]
    [InlineData("", "")]
    public void What_a_terminal_would_obey_is_spelt_out(string text, string shown) => PlainText.Of(text).ShouldBe(shown);

    [Fact]
    public void Half_a_pair_is_spelt_out() => PlainText.Of("a\uD83D").ShouldBe("a\\uD83D");
}
