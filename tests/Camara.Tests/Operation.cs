using NSwag;

namespace RecycledNumbers.Camara.Tests;

/// <summary>One published operation: where it is and what it takes, all read from its file.</summary>
internal sealed record Operation(string Path, string Scope, string? DateField, OpenApiOperation Contract)
{
    private static readonly (string File, string Base)[] Files =
    [
        ("number-recycling.v0.2.0.r2.2.yaml", "/number-recycling/v0.2"),
        ("call-forwarding-signal.v0.4.0.r3.3.yaml", "/call-forwarding-signal/v0.4"),
        ("kyc-tenure.v0.2.0.r2.2.yaml", "/kyc-tenure/v0.2"),
    ];

    /// <summary>All four.</summary>
    internal static async Task<IReadOnlyList<Operation>> All()
    {
        Published.Require();
        var all = new List<Operation>();
        foreach (var (file, root) in Files)
        {
            var document = await Published.Read(file);
            document.Servers.Single().Url.ShouldEndWith(root);
            all.AddRange(document.Operations.Select(one => Of(root + one.Path, one.Operation)));
        }

        all.Count.ShouldBe(4);
        return all;
    }

    /// <summary>A body of this operation.</summary>
    internal string Body(string? number, string? date = "2024-06-01")
    {
        var parts = new[] { number is null ? null : $"\"phoneNumber\":\"{number}\"", DateField is null || date is null ? null : $"\"{DateField}\":\"{date}\"" };
        return "{" + string.Join(',', parts.OfType<string>()) + "}";
    }

    private static Operation Of(string path, OpenApiOperation contract)
    {
        var body = contract.RequestBody.ActualRequestBody.Content["application/json"].Schema.ActualSchema;
        return new Operation(path, contract.Security.Single().Single().Value.Single(), body.Properties.Keys.SingleOrDefault(name => name != "phoneNumber"), contract);
    }
}
