using System.Diagnostics;
using System.Net;

namespace RecycledNumbers.Api.Tests.Hosting;

public sealed class GatewayTests(Edge edge)
{
    [Fact]
    public async Task A_gateway_with_the_same_keys_accepts_the_silos_tokens()
    {
        await using var gateway = Edge.Build(edge.Keys, edge.AsGateway);
        await gateway.StartAsync();
        using var client = Edge.ClientOf(gateway);
        client.DefaultRequestHeaders.Authorization = edge.Carrier.DefaultRequestHeaders.Authorization;

        (await client.GetAsync("/v1/probe/numbers/+441632960001/caller")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_production_the_program_refuses_to_start_without_keys_in_one_line()
    {
        var (exit, error) = await Run("--environment", "Production");

        exit.ShouldBe(1);
        error.Trim().ShouldBe("Keys:Directory is not set, and outside Development keys are not made up: make keys with: dotnet RecycledNumbers.Silo.dll --generate-keys DIR");
    }

    [Fact]
    public async Task The_program_makes_keys_on_demand()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"rn-made-{Guid.NewGuid():N}");

        var (exit, error) = await Run("--generate-keys", directory);

        exit.ShouldBe(0, error);
        Directory.GetFiles(directory).Select(Path.GetFileName).ShouldBe(["master.key", "signing.pem"], ignoreOrder: true);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<(int Exit, string Error)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ApiHost).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
