using RecycledNumbers.Api;
using RecycledNumbers.Api.Access;

try
{
    if (KeyCommand.Handled(args, Console.Out)) return 0;

    var builder = WebApplication.CreateBuilder(args);
    builder.UseOrleansClient(client => client.UseLocalhostClustering());
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
