using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Api.Hosting.Telemetry;

namespace RecycledNumbers.Api.Tests.Hosting;

[Collection(Alone.Name)]
public sealed class MaskedConsoleTests
{
    [Fact]
    public async Task What_a_library_writes_to_the_console_of_a_grain_shows_no_number()
    {
        var console = System.Console.Out;
        using var written = new StringWriter();
        System.Console.SetOut(written);
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.AddTelemetry("test");
            await using var app = builder.Build();
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans");
            log.LogWarning(new InvalidOperationException("number/+8613800138000 is gone"), "Grain {Grain} is late", "number/+8613800138000");
        }
        finally
        {
            System.Console.SetOut(console);
        }

        written.ToString().ShouldContain("Grain number/+861***00 is late");
        written.ToString().ShouldContain("System.InvalidOperationException: number/+861***00 is gone");
        written.ToString().ShouldNotContain("8613800138000");
    }
}
