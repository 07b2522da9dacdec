using System.Diagnostics;
using System.Globalization;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Demo;

/// <summary>The story of 小月 and 盈盈, played over real HTTP against a registry's API: every line that it prints has been checked.</summary>
internal sealed class Story(StoryPlace place, TextWriter output, CultureInfo culture) : IAsyncDisposable
{
    private Stage? stage;

    /// <summary>True when every step went as the story tells.</summary>
    public async Task<bool> Play(CancellationToken stopping)
    {
        var chinese = culture.TwoLetterISOLanguageName == "zh";
        var started = Stopwatch.GetTimestamp();
        try
        {
            stage = await Stage.Set(place, await DevelopmentClients.Read(), new Narrator(output, chinese), stopping);
            await new BeforeTheFreeze(stage).Play();
            await new TheFreeze(stage).Play();
            await new TheNewOwner(stage).Play();
            output.WriteLine(chinese
                ? $"\n故事讲完，用时 {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} 秒，每一步都核对过。"
                : $"\nThe story ended after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, and every step of it was checked.");
            return true;
        }
        catch (Exception differs) when (differs is StoryDiffersException or HttpRequestException or TaskCanceledException)
        {
            output.WriteLine(chinese ? $"\n故事没有照样发生：{differs.Message}" : $"\nThe story went otherwise: {differs.Message}");
            return false;
        }
    }

    /// <summary>The platform programs run for as long as the story's registry does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stage is not null)
        {
            await stage.DisposeAsync();
        }
    }
}
