using System.Text.Json;
using System.Text.RegularExpressions;
using NJsonSchema;
using NSwag;

namespace RecycledNumbers.Camara.Tests;

/// <summary>Holds answers against the published file of their operation, and counts them.</summary>
internal static partial class Conformance
{
    private static int cases;
    private static int answers;
    private static int notifications;

    internal static string Summary => $"CAMARA conformance: {answers} answers validated, {cases} cases; {notifications} notifications";

    /// <summary>A notification fits the file that promises it.</summary>
    internal static void Notified(IEnumerable<object> flaws, string text)
    {
        Interlocked.Increment(ref notifications);
        flaws.ShouldBeEmpty(text);
    }

    /// <summary>The answer is this one, and is as the file says: status, headers, content type, schema, and for errors no member more than the three. What is not listed (an answer of the API, not of the operation) has the common body.</summary>
    internal static async Task<string> ShouldConform(this Operation operation, HttpResponseMessage answer, int status, string? code, string about, string? correlator = null, bool listed = true)
    {
        Interlocked.Increment(ref cases);
        var text = await answer.Content.ReadAsStringAsync();
        var context = $"{operation.Path}: {about}: {text}";
        ((int)answer.StatusCode).ShouldBe(status, context);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/json", context);
        var sent = answer.Headers.GetValues("x-correlator").ShouldHaveSingleItem(context);
        Correlator().IsMatch(sent).ShouldBeTrue(context);
        if (correlator is not null) sent.ShouldBe(correlator, context);

        var response = listed ? operation.Contract.ActualResponses.GetValueOrDefault(Text(status)) : null;
        var documented = response is not null;
        if (response is { Content.Count: 0 })
        {
            text.ShouldBeEmpty(context);
            Interlocked.Increment(ref answers);
            return text;
        }

        Schema(operation, response ?? operation.Contract.ActualResponses["401"], documented).Validate(text, SchemaType.OpenApi3).ShouldBeEmpty(context);
        using var body = JsonDocument.Parse(text);
        if (status >= 400)
        {
            body.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["status", "code", "message"], context);
            body.RootElement.GetProperty("status").GetInt32().ShouldBe(status, context);
            body.RootElement.GetProperty("code").GetString().ShouldBe(code, context);
        }
        else if (body.RootElement.ValueKind == JsonValueKind.Object)
        {
            // Only what the file names, whatever it would let pass.
            body.RootElement.EnumerateObject().Select(member => member.Name).ShouldBeSubsetOf(Schema(operation, response!, documented: true).ActualSchema.ActualProperties.Keys);
        }

        Interlocked.Increment(ref answers);
        return text;
    }

    // A status that the operation does not list has the common body: ErrorInfo, without the codes of a listed one.
    private static JsonSchema Schema(Operation operation, OpenApiResponse response, bool documented)
    {
        response.Headers.ContainsKey("x-correlator").ShouldBeTrue(operation.Path);
        var schema = response.Content["application/json"].Schema;
        return documented ? schema : schema.ActualSchema.AllOf.First().ActualSchema;
    }

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[a-zA-Z0-9_:;./<>{}-]{0,256}\z", RegexOptions.None, 1000)]
    private static partial Regex Correlator();
}
