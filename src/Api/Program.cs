using RecycledNumbers.Api;
using RecycledNumbers.Api.Access;

try
{
    if (KeyCommand.Handled(args, Console.Out)) return 0;

    var builder = WebApplication.CreateBuilder(args);
    builder.UseOrleansClient(client => client.UseLocalhostClustering().UseConnectionRetryFilter(WaitForSilo));
    builder.AddApi();
    await using var app = builder.Build();
    await app.MapApi().RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

// A gateway may start before its silos do; it waits for them, and listens only then.
static async Task<bool> WaitForSilo(Exception fault, CancellationToken cancellation)
{
    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
    return true;
}
