//! [`Provider`]: signing in where people have an account already, by OpenID Connect (authorisation code with PKCE).

use super::attempts::{Attempt, Attempts};
use super::secret::Secret;
use crate::clock::Clock;
use crate::settings::Oidc;
use crate::store::Millis;
use anyhow::Context;
use openidconnect::core::{
    CoreClient, CoreClientAuthMethod, CoreProviderMetadata, CoreResponseType, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, RequestTokenError, Scope, TokenResponse, UserInfoError,
};
use serde::Deserialize;
use std::error::Error;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Path of the page the provider leads back to; the provider knows it too.
pub(crate) const RETURN_PATH: &str = "/sign-in/oidc/return";
/// How long the provider's addresses and keys are taken as known, in ms.
const KNOWN_MILLIS: Millis = 60 * 60_000;
/// Time for the provider to answer a request.
const ANSWER_TIME: Duration = Duration::from_secs(8);
/// Most bytes of an answer.
const ANSWER_MAX: u64 = 1 << 20;

/// A provider as it described itself.
type Known =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Where people have an account already.
pub(crate) struct Provider {
    /// What people call it.
    pub(crate) name: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    back: RedirectUrl,
    clock: Clock,
    http: ureq::Agent,
    /// With when it was asked.
    known: Mutex<Option<(Millis, Arc<Known>)>>,
    attempts: Attempts,
}

/// An attempt that begins.
pub(crate) struct Begun {
    /// Where to go.
    pub(crate) address: String,
    /// What this browser, and no other, comes back with.
    pub(crate) browser: Secret,
}

/// What the provider sends back with the browser.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    error: Option<String>,
}

/// Somebody the provider knows.
pub(crate) struct Arrived {
    /// Their mail address.
    pub(crate) mail: String,
    /// Where they wanted to go.
    pub(crate) to: String,
}

/// Why somebody was not signed in; the log says more.
pub(crate) enum Refusal {
    /// The provider does not answer.
    Unreachable,
    /// Too many are on the way from the same address.
    TooMany,
    /// No attempt of this browser: it took too long, was finished before, or was begun in another one.
    Lost,
    /// The person, or the provider, does not want to.
    Declined,
    /// What the provider answered does not hold.
    Untrusted,
    /// The provider does not tell the mail address.
    NoMail,
    /// The provider does not know whether this address is theirs.
    Unverified(String),
}

impl Provider {
    /// The provider of these settings. It is not asked anything yet: it may be down while this server starts.
    pub(crate) fn new(settings: Oidc, public_url: &str, clock: Clock) -> anyhow::Result<Self> {
        let issuer = IssuerUrl::new(settings.issuer)
            .context("--oidc-issuer: write it as the provider does, such as https://login.halden.example")?;
        if issuer.url().scheme() != "https" {
            tracing::warn!(%issuer, "without https, whoever stands between here and the provider can sign in as anybody");
        }
        let back = RedirectUrl::new([public_url, RETURN_PATH].concat())
            .context("--public-url: write a whole address, such as https://tandem.halden.example")?;
        let http = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // A redirect could lead to what only this server reaches.
            .max_redirects(0)
            .timeout_global(Some(ANSWER_TIME));
        Ok(Self {
            name: settings.name.unwrap_or_else(|| host(&issuer).to_owned()),
            issuer,
            client_id: ClientId::new(settings.client_id),
            client_secret: settings.client_secret.map(ClientSecret::new),
            back,
            clock,
            http: http.build().into(),
            known: Mutex::default(),
            attempts: Attempts::default(),
        })
    }

    /// The host that is about to be opened.
    pub(crate) fn host(&self) -> &str {
        host(&self.issuer)
    }

    /// Begins an attempt of somebody at this address that ends at the path `to`.
    pub(crate) async fn begin(&self, to: &str, from: IpAddr) -> Result<Begun, Refusal> {
        let provider = self.known().await?;
        let browser = Secret::random();
        let state = CsrfToken::new(Attempts::state_of(&browser));
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = provider.authorize_url(flow, || state, Nonce::new_random);
        let (address, _, nonce) = request.add_scope(Scope::new("email".to_owned())).set_pkce_challenge(challenge).url();
        let attempt = Attempt { nonce, verifier, to: to.to_owned() };
        let kept = self.attempts.keep(&browser, from, self.now(), attempt);
        kept.map(|()| Begun { address: address.into(), browser }).ok_or(Refusal::TooMany)
    }

    /// Finishes the attempt of the browser that holds this secret.
    pub(crate) async fn finish(&self, browser: &str, answer: Answer) -> Result<Arrived, Refusal> {
        let Attempt { nonce, verifier, to } =
            self.attempts.take(browser, &answer.state, self.now()).ok_or_else(|| {
                refused(Refusal::Lost, "no attempt of this browser is under way, or it took longer than 10 minutes")
            })?;
        if let Some(error) = answer.error {
            return Err(refused(Refusal::Declined, error));
        }
        let provider = self.known().await?;
        let exchange = provider.exchange_code(AuthorizationCode::new(answer.code)).map_err(untrusted)?;
        let tokens = exchange.set_pkce_verifier(verifier).request_async(self).await.map_err(|error| match error {
            RequestTokenError::Request(error) => unanswered(&error),
            // Its code alone: what else it says may repeat what was sent.
            RequestTokenError::ServerResponse(said) => untrusted(said.error()),
            other => untrusted(other),
        })?;
        let (mail, is_verified) = self.mail(&provider, &tokens, &nonce).await?;
        match mail {
            None => Err(refused(Refusal::NoMail, "neither the ID token nor the user info has the claim email")),
            Some(mail) if is_verified == Some(false) => {
                Err(refused(Refusal::Unverified(mail), "email_verified is false"))
            }
            Some(mail) => Ok(Arrived { mail, to }),
        }
    }

    /// The mail address of whom the provider signed in, and whether it says that it checked the address.
    async fn mail(
        &self,
        provider: &Known,
        tokens: &CoreTokenResponse,
        nonce: &Nonce,
    ) -> Result<(Option<String>, Option<bool>), Refusal> {
        let token = tokens.id_token().ok_or_else(|| untrusted("there is no ID token in the answer"))?;
        let claims_by = |provider: &Known| {
            let clock = self.clock.clone();
            let verifier = provider.id_token_verifier();
            token.claims(&verifier.set_time_fn(move || SystemTime::from(clock.now()).into()), nonce)
        };
        let claims = match claims_by(provider) {
            // Perhaps signed by a key that is new since we asked for them.
            Err(ClaimsVerificationError::SignatureVerification(_)) => claims_by(&*self.discover().await?),
            other => other,
        };
        let claims = claims.map_err(|error| untrusted(whole(error)))?;
        if let Some(mail) = claims.email() {
            return Ok((Some(mail.to_string()), claims.email_verified()));
        }
        // Some tell more only when asked.
        let subject = Some(claims.subject().clone());
        let Ok(asked) = provider.user_info(tokens.access_token().clone(), subject) else { return Ok((None, None)) };
        let info: CoreUserInfoClaims = asked.request_async(self).await.map_err(|error| match error {
            UserInfoError::Request(error) => unanswered(&error),
            other => untrusted(other),
        })?;
        Ok((info.email().map(|mail| mail.to_string()), info.email_verified()))
    }

    /// The provider, asked to describe itself if it did not within the hour.
    async fn known(&self) -> Result<Arc<Known>, Refusal> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some((at, known)) if self.now() < at + KNOWN_MILLIS => Ok(known),
            _ => self.discover().await,
        }
    }

    /// Asks the provider for its addresses and keys.
    async fn discover(&self) -> Result<Arc<Known>, Refusal> {
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), self).await;
        let found = found.map_err(|error| match error {
            DiscoveryError::Request(error) => unanswered(&error),
            other => untrusted(whole(other)),
        })?;
        let basic = CoreClientAuthMethod::ClientSecretBasic;
        let takes_basic = found.token_endpoint_auth_methods_supported().is_none_or(|ways| ways.contains(&basic));
        let known = CoreClient::from_provider_metadata(found, self.client_id.clone(), self.client_secret.clone())
            .set_redirect_uri(self.back.clone())
            .set_auth_type(if takes_basic { AuthType::BasicAuth } else { AuthType::RequestBody });
        let known = Arc::new(known);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((self.now(), Arc::clone(&known)));
        Ok(known)
    }

    fn now(&self) -> Millis {
        self.clock.now().as_millisecond()
    }
}

impl AsyncHttpClient<'_> for Provider {
    type Error = ureq::Error;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, ureq::Error>> + Send>>;

    /// Sends a request to the provider, beside the threads that serve.
    fn call(&self, request: HttpRequest) -> Self::Future {
        let http = self.http.clone();
        let fetched = tokio::task::spawn_blocking(move || {
            let (head, mut body) = http.run(request)?.into_parts();
            // Of a proxy before a provider that is down, most likely.
            if head.status.is_server_error() {
                return Err(ureq::Error::StatusCode(head.status.as_u16()));
            }
            Ok(HttpResponse::from_parts(head, body.with_config().limit(ANSWER_MAX).read_to_vec()?))
        });
        Box::pin(async { fetched.await.map_err(std::io::Error::other)? })
    }
}

fn host(issuer: &IssuerUrl) -> &str {
    issuer.url().host_str().unwrap_or_default()
}

fn unanswered(error: &ureq::Error) -> Refusal {
    refused(Refusal::Unreachable, error)
}

fn untrusted(why: impl ToString) -> Refusal {
    refused(Refusal::Untrusted, why)
}

/// An error with what caused it.
fn whole(error: impl Error + Send + Sync + 'static) -> String {
    format!("{:#}", anyhow::Error::new(error))
}

/// Says in the log why; never with a code, a token or a secret.
fn refused(refusal: Refusal, why: impl ToString) -> Refusal {
    tracing::warn!(why = why.to_string(), "somebody was not signed in by the provider");
    refusal
}
