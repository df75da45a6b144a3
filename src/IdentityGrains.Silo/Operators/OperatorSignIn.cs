using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace IdentityGrains.Silo.Operators;

/// <summary>
/// Lets an operator in: a link that is printed at start works once and is exchanged for a cookie. There is no default password to forget to change.
/// </summary>
public sealed class OperatorSignIn
{
    /// <summary>The authorisation policy and the cookie's scheme.</summary>
    public const string Scheme = "operator";

    /// <summary>How long the cookie lets somebody in.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromHours(8);

    private const string Path = "/operator/sign-in/";

    private byte[]? _ticket;

    /// <summary>A fresh link below the address; an earlier one no longer works.</summary>
    public string NewLink(string address)
    {
        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        Interlocked.Exchange(ref _ticket, Hash(ticket));
        return address.TrimEnd('/') + Path + ticket;
    }

    /// <summary>Registers the cookie and what it opens.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OperatorSignIn>();

        // Cookies need not outlive the process: each start prints a new link. Keys on disk would be one more secret to guard.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "ig-operator";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = Session;
            cookie.SlidingExpiration = false;

            // There is no page to sign in at: the link is in the log.
            cookie.Events.OnRedirectToLogin = c => Answer(c.Response, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = c => Answer(c.Response, StatusCodes.Status403Forbidden);
        });
        services.AddAuthorizationBuilder().AddPolicy(Scheme, p => p.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
    }

    /// <summary>Maps the link.</summary>
    public static void Map(IEndpointRouteBuilder app, string next) => app
        .MapGet(Path + "{ticket}", async (string ticket, HttpContext http, OperatorSignIn signIn) =>
        {
            if (!signIn.Take(ticket))
            {
                return Results.Problem(type: "urn:identitygrains:problem:not-found", title: "There is nothing here.", statusCode: 404);
            }

            var who = new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator")], Scheme);
            await http.SignInAsync(Scheme, new ClaimsPrincipal(who));
            return Results.Redirect(next);
        })
        .ExcludeFromDescription();

    // Taken before it is believed: of two who come at once with the same link, one gets in.
    private bool Take(string ticket)
    {
        var expected = Volatile.Read(ref _ticket);
        return expected is not null && CryptographicOperations.FixedTimeEquals(expected, Hash(ticket))
            && Interlocked.CompareExchange(ref _ticket, null, expected) == expected;
    }

    private static byte[] Hash(string ticket) => SHA256.HashData(Encoding.UTF8.GetBytes(ticket));

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
