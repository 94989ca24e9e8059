//! The entries of a definition that follow its meaning (API section 4.2, steps 20 to 26).

use std::rc::Rc;

use serde_json::{Map, Value};

use super::Defined;
use crate::jsonld::container::Container;
use crate::jsonld::context::{Active, Context, Meaning, Origin, Scope, Source, Term, is_absolute};
use crate::jsonld::error::{Error, ErrorCode};
use crate::jsonld::keyword::Keyword;
use crate::jsonld::place::Scene;
use crate::jsonld::process::{How, parse_direction};
use crate::jsonld::run::Run;

impl Run<'_> {
    /// 20. The property whose values are the keys of an index map.
    pub(super) fn read_index<'a>(
        &mut self,
        context: &mut Context,
        scene: &Scene<'a>,
        term: &'a str,
        entries: &'a Map<String, Value>,
        defined: &mut Defined<'a>,
        mut definition: Term,
    ) -> Result<Term, Error> {
        if let Some(index) = entries.get("@index") {
            let text = index
                .as_str()
                .filter(|_| !self.is_1_0() && definition.container.any(Container::INDEX));
            let meaning = match text {
                Some(text) => self.meaning(context, scene, text, defined)?,
                None => Meaning::Null,
            };
            match (text, meaning) {
                (Some(text), Meaning::Iri(iri)) if is_absolute(&iri) => {
                    definition.index = Some(text.into());
                }
                _ => return scene.fail(ErrorCode::InvalidTermDefinition, term),
            }
        }
        Ok(definition)
    }

    /// 21. to 26. Scoped context, language, direction, nesting, prefix; nothing else.
    pub(super) fn read_rest(
        &mut self,
        context: &Context,
        scene: &Scene<'_>,
        term: &str,
        entries: &Map<String, Value>,
        mut definition: Term,
    ) -> Result<Term, Error> {
        let typed = entries.contains_key("@type");
        for (key, value) in entries {
            match key.as_str() {
                "@context" if !self.is_1_0() => {
                    definition.scope = Some(self.read_scope(context, scene, term, value)?);
                }
                "@language" if typed => {}
                "@language" => {
                    definition.language = Some(match value {
                        Value::Null => None,
                        Value::String(tag) => Some(self.language(tag, &mut || scene.pointer(term))),
                        _ => return scene.fail(ErrorCode::InvalidLanguageMapping, term),
                    });
                }
                "@direction" if typed => {}
                "@direction" => match parse_direction(value) {
                    Some(direction) => definition.direction = Some(direction),
                    None => return scene.fail(ErrorCode::InvalidBaseDirection, term),
                },
                "@nest" if !self.is_1_0() => match value {
                    Value::String(nest) if nest == "@nest" || Keyword::parse(nest).is_none() => {
                        definition.nest = Some(nest.as_str().into());
                    }
                    _ => return scene.fail(ErrorCode::InvalidNestValue, term),
                },
                "@prefix" if !self.is_1_0() && !term.contains([':', '/']) => match value {
                    Value::Bool(true) if matches!(definition.meaning, Meaning::Keyword(_)) => {
                        return scene.fail(ErrorCode::InvalidTermDefinition, term);
                    }
                    Value::Bool(prefix) => definition.prefix = *prefix,
                    _ => return scene.fail(ErrorCode::InvalidPrefixValue, term),
                },
                "@id" | "@reverse" | "@container" | "@type" | "@index" | "@protected" => {}
                _ => return scene.fail(ErrorCode::InvalidTermDefinition, term),
            }
        }
        Ok(definition)
    }

    /// 21. A scoped context; one that is not ours is tried out at once.
    fn read_scope(
        &mut self,
        context: &Context,
        scene: &Scene<'_>,
        term: &str,
        local: &Value,
    ) -> Result<Scope, Error> {
        let source = match scene.source.origin {
            Origin::Inline => Rc::new(Source {
                pointer: scene.pointer(term) + "/@context",
                ..(**scene.source).clone()
            }),
            _ => scene.source.clone(),
        };
        if source.origin != Origin::Bundled {
            let (reported, active) =
                (self.events.len(), Active { context: Rc::new(context.fork()), previous: None });
            let how = How { overriding: true, propagate: true, validate: false };
            self.process(&active, local, &source, how, scene.remote).map_err(
                |error| match error.code {
                    ErrorCode::LoadingRemoteContextFailed
                    | ErrorCode::ContextOverflow
                    | ErrorCode::TooDeep
                    | ErrorCode::TooLarge => error,
                    _ => Error { code: ErrorCode::InvalidScopedContext, ..error },
                },
            )?;
            // What it changes is reported when it is used.
            self.events.truncate(reported);
        }
        Ok(Scope { local: local.clone(), source })
    }
}
