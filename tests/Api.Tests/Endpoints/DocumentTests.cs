using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class DocumentTests(Registry registry)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var file = Path.Combine(Repository(), "docs", "openapi.json");
        var served = (await registry.Anonymous.Get("/openapi/v1.json")).ToJsonString(Indented) + "\n";

        // How the file is written again after a change: RN_WRITE_DOCS=1 dotnet test tests/Api.Tests
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1") await File.WriteAllTextAsync(file, served);

        (await File.ReadAllTextAsync(file)).ShouldBe(served);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_sentence_a_tag_an_answer_and_errors()
    {
        foreach (var (name, operation) in await Operations())
        {
            operation["operationId"].ShouldNotBeNull(name);
            operation["summary"].ShouldNotBeNull(name);
            operation["tags"]!.AsArray().ShouldHaveSingleItem();
            operation["security"].ShouldNotBeNull(name);
            var responses = operation["responses"]!.AsObject();
            var success = responses.Where(response => response.Key.StartsWith('2')).ShouldHaveSingleItem();
            if (success.Key != "204") success.Value!["content"]!.AsObject().ShouldAllBe(content => content.Value!["schema"] != null);
            responses.ShouldContain(response => response.Key == "400", name);
        }
    }

    [Fact]
    public async Task Operations_are_named_once() => (await Operations()).Select(one => one.Operation["operationId"]!.GetValue<string>()).ShouldBeUnique();

    [Fact]
    public async Task Fields_say_what_they_may_hold()
    {
        var schemas = (await registry.Anonymous.Get("/openapi/v1.json"))["components"]!["schemas"]!;

        var subscriber = schemas["AssignRequest"]!["properties"]!["subscriber"]!;
        (subscriber["minLength"]!.GetValue<int>(), subscriber["maxLength"]!.GetValue<int>()).ShouldBe((1, 128));
        schemas["PhoneNumber"]!["pattern"]!.GetValue<string>().ShouldBe(@"^\+[1-9][0-9]{6,14}$");
        schemas["PolicyRequest"]!["properties"]!["freezeDays"]!["maximum"]!.GetValue<int>().ShouldBe(730);
        schemas["CarrierRequest"]!["properties"]!["id"]!["pattern"]!.GetValue<string>().ShouldBe("^[a-z0-9-]{1,40}$");
    }

    private async Task<List<(string Name, JsonNode Operation)>> Operations() =>
    [
        .. from path in (await registry.Anonymous.Get("/openapi/v1.json"))["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           select ($"{method.Key} {path.Key}", method.Value!),
    ];

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
