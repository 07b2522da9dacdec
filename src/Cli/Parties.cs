using System.CommandLine;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli;

/// <summary>What carriers and platforms have in common when an operator registers them.</summary>
internal static class Parties
{
    internal static readonly Option<string> Id = new("--id") { Description = "Its id, a to z, 0 to 9 and -; never changes", Required = true };
    internal static readonly Option<string> Name = new("--name") { Description = "Its name, as people read it", Required = true };
    internal static readonly Option<FileInfo?> Save = new("--save") { Description = "File for client id and secret, which only this user can read; they are not shown then" };

    /// <summary>The secret is told once: into a file, or shown.</summary>
    internal static void Show(Call call, CredentialsAnswer made)
    {
        if (call.Get(Save) is { } file)
        {
            Credentials.Save(file, made.ClientId, made.ClientSecret);
            call.Screen.ShowOwn(new { id = made.Id, clientId = made.ClientId, savedTo = file.FullName }, static shown => Screen.Facts(("id", shown.id), ("client", shown.clientId), ("secret", $"in {shown.savedTo}")));
        }
        else
        {
            call.Screen.Show(made, static shown => Screen.Facts(("id", shown.Id), ("client", shown.ClientId), ("secret", shown.ClientSecret)));
            call.Screen.Note("The secret is told this once. --save FILE keeps it out of sight.");
        }
    }
}
