using System.Globalization;
using RecycledNumbers.Silo.Demo;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>What the program does once its arguments ask for service.</summary>
internal static class SiloProgram
{
    public static async Task<int> Run(string[] args)
    {
        if (StoryPlace.Of(args) is { } elsewhere)
        {
            await using var remote = new Story(elsewhere, Console.Out, CultureInfo.CurrentUICulture);
            return await remote.Play(CancellationToken.None) ? 0 : 1;
        }

        var demo = args.Contains("--demo");
        var exit = args.Contains("--exit");
        await using var app = await SiloHost.Build([.. args.Where(a => a is not ("--demo" or "--exit"))]);
        await app.StartAsync();
        Banner.Write(app, Console.Out);
        await using var story = new Story(new StoryPlace(new Uri(app.Urls.First())), Console.Out, CultureInfo.CurrentUICulture);
        var told = !demo || await story.Play(app.Lifetime.ApplicationStopping);
        if (demo && exit)
        {
            await app.StopAsync();
            return told ? 0 : 1;
        }

        if (demo)
        {
            Banner.Write(app, Console.Out);
        }

        await app.WaitForShutdownAsync();
        return told ? 0 : 1;
    }
}
