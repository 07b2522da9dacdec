using System.Runtime.CompilerServices;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void The_documentation_lists_every_error_as_the_code_has_it()
    {
        var file = Path.Combine(Repository(), "docs", "errors.md");
        var written = ErrorsPage.Markdown();

        // How the file is written again after a change: RN_WRITE_DOCS=1 dotnet test tests/Api.Tests
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1") File.WriteAllText(file, written);

        File.ReadAllText(file).ShouldBe(written);
    }

    [Theory]
    [InlineData(typeof(ApiErrors))]
    [InlineData(typeof(LifecycleErrors))]
    public void Every_error_that_is_declared_is_listed(Type catalogue) =>
        catalogue.GetFields().Select(field => field.GetValue(null)).OfType<ApiError>().ShouldBeSubsetOf(ApiErrors.All);

    [Fact]
    public void A_code_stands_for_one_error() => ApiErrors.All.Select(error => error.Code).ShouldBeUnique();

    [Fact]
    public void Codes_are_snake_case() => string.Concat(ApiErrors.All.Select(error => error.Code)).Except("abcdefghijklmnopqrstuvwxyz_").ShouldBeEmpty();

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
